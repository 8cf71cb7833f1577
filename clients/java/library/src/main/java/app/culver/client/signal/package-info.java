/**
 * What is told to whoever is connected and never stored: that someone is typing. Rules: it is not repeated and its absence
 * proves nothing, so whatever is late, doubled or not genuine is dropped without a word.
 */
package app.culver.client.signal;
