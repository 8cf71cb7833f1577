/**
 * What devices sign, and with which keys. Rule: only public keys and verification; a key that exists is a point on the
 * curve P-256, and whatever is signed is an unambiguous sequence of fields under a label of its own.
 */
package app.culver.core.signature;
