/**
 * Firebase Cloud Messaging as a provider of pushes. Rule: nothing else in Culver knows of it, what it is told is the same for
 * everybody, and its credentials are read when the first device is woken, so that no snapshot holds them.
 *
 * @see <a href="https://firebase.google.com/docs/cloud-messaging/send/admin-sdk">Sending by the Admin SDK</a>
 */
package app.culver.push.firebase;
