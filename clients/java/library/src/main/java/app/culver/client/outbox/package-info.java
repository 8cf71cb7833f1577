/**
 * Own messages until they are in the history. Rules (see {@code contract/README.md}, "Sending"): what
 * a message is tried with, its identifier, its bytes and its {@code since}, is stored before the first attempt and the
 * same at every further one, so the server recognises it; only after a refusal for a stale device list is it sealed
 * anew, under the same identifier. A conversation has one send under way, and keeps the order.
 */
package app.culver.client.outbox;
