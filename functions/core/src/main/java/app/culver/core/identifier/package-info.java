/**
 * The identifiers of everything that has one. Rule: an identifier of one kind never passes as another, and one that
 * exists is well formed: 128 bits, written as 22 characters of base64url without padding.
 */
package app.culver.core.identifier;
