/**
 * The contract against the running system. What the contract says is read from its files; what these tests add is how to
 * tell.
 */
package app.culver.acceptance.contract;
