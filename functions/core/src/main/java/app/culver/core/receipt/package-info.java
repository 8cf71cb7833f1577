/**
 * How far members have come. Rule: a receipt is a watermark that only rises, it never lies beyond the log's end, and it
 * is told to the conversation's members alone.
 */
package app.culver.core.receipt;
