/**
 * From the log to the history: fetches what is missing, puts what arrives into the order of the log, verifies and
 * decrypts it, and applies it once. Rules: an entry is applied only when all before it are, or are known to have
 * expired; the lines and the new cursor are stored together; nothing that a server says is believed that a device or the
 * derivation of an identifier can prove.
 */
package app.culver.client.sync;
