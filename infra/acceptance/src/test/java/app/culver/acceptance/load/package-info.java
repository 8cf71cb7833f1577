/**
 * Very many devices at once, for long. Rule: the clients are as light as can be, one thread pool for all of them, and keep
 * the contract's rules of sockets, cursors and retries; what they see goes through a {@link app.culver.acceptance.load.Ledger},
 * which holds its rules against each message when it is seen and forgets it when everybody has.
 */
package app.culver.acceptance.load;
