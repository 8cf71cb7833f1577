/**
 * A stub of Firebase Cloud Messaging's HTTP v1 API. Rule: it delivers nothing; it records what it was sent, and answers
 * what a test tells it to, in the form that firebase-admin understands. Functions find it by {@code FCM_ENDPOINT}, the base of
 * its address, which no deployed function has.
 *
 * @see <a href="https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages/send">messages:send</a>
 * @see <a href="https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode">its errors</a>
 */
package app.culver.local.fcm;
