/**
 * The Culver client library: everything that an application calls. Start at {@link app.culver.client.Culver}.
 *
 * <p>Rules: methods block and may be called from any thread but Android's main one; events come one at a time on a
 * thread of their own; every failure is a {@link app.culver.client.CulverException}. The packages beneath, but
 * {@code identifier} and what {@code crypto} says is for applications, are not for applications and may change.
 */
package app.culver.client;
