/**
 * The one thread that everything of an open profile happens on, and time. Rule: whatever has state is touched from the
 * loop alone, so nothing else in the library locks; what waits (network, timers) comes back to the loop. Tests put a
 * simulated loop with its own time in its place.
 */
package app.culver.client.loop;
