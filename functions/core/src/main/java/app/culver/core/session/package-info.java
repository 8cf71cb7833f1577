/**
 * Who is calling: signing in, renewing and ending a device's session. Rule: a device row holds at most one session, and
 * a token is worth nothing unless the row of its device still names its session.
 */
package app.culver.core.session;
