/** The local cloud: runs {@code template.yaml} and the built zips on this machine, listening on 127.0.0.1 only. */
package app.culver.local;
