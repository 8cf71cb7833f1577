/** Signing in, renewing tokens, signing out, public keys. Rule: the handler decodes, asks the domain and encodes. */
package app.culver.sessions;
