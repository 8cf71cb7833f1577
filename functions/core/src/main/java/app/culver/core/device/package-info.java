/**
 * The devices of accounts: their keys, the session, the socket and the push token of each, and who is calling. Rule: a
 * device is known by its public keys alone; one whose session has run out is gone, whether or not its row still stands.
 */
package app.culver.core.device;
