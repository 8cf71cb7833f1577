/**
 * What the tests of the running system share: the one cloud that runs, what its taps saw, the contract's files, and clients.
 * A {@link app.culver.acceptance.support.RawDevice} speaks the wire itself, so that it can speak it wrongly; everything else
 * is said through the Java client.
 */
package app.culver.acceptance.support;
