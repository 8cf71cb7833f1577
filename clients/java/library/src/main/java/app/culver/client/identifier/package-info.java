/**
 * The identifiers of everything that has one. Rule: an identifier of one kind never passes as another, and one that
 * exists is well formed.
 */
package app.culver.client.identifier;
