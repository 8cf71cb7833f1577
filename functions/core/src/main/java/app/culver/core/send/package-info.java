/**
 * Putting messages into logs. Rule: a device's message is in the log once, whichever of its attempts got through, and
 * what was accepted stays accepted whatever changes later.
 */
package app.culver.core.send;
