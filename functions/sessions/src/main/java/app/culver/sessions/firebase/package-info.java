/**
 * Firebase Authentication as an identity provider. Rule: nothing else in Culver knows of it, and outside the local cloud
 * its emulator is not believed.
 */
package app.culver.sessions.firebase;
