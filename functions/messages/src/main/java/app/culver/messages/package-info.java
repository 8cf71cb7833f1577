/** Accepts messages, hands them over and delivers them, by socket and by HTTP. */
package app.culver.messages;
