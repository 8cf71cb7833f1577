/**
 * Profiles, handles, look-ups, devices and the key directory. Rule: the handler decodes, asks the domain and encodes; what
 * a caller reads of others is what anyone may read.
 */
package app.culver.accounts;
