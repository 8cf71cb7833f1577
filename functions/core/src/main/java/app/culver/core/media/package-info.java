/**
 * Files, which lie in a store of their own as encrypted chunks. Rule: no byte of them passes a function; whoever is a member
 * gets addresses, each of which allows one request to the store for some minutes.
 */
package app.culver.core.media;
