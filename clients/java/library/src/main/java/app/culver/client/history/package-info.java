/**
 * The conversations on this device: their lines, how far each log was applied, and how far everyone has read. Rules: a
 * conversation's lines are numbered in the order in which they were applied, which is the log's; the state of an own
 * message is never stored but follows from the receipts.
 */
package app.culver.client.history;
