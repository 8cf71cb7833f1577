/**
 * What members tell each other for the moment: that one is typing, that a call comes in. Rule: nothing is ever stored, and
 * whoever is away has missed it.
 */
package app.culver.core.signal;
