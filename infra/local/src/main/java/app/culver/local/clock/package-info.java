/**
 * The one clock of the local cloud. Rule: nothing here reads the system's time or sleeps but
 * {@link app.culver.local.clock.CloudClock}, so that two hours or thirty days pass in a test at once.
 */
package app.culver.local.clock;
