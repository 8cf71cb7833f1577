/**
 * Clients of the tests. A {@link app.culver.acceptance.support.RawDevice} speaks the wire itself, so that it can speak
 * it wrongly; everything else is said through the Java client.
 */
package app.culver.acceptance.support;
