/**
 * Telling others how far this device has come. Rule: watermarks, gathered for a moment and told once for a conversation;
 * what was lost on the way is told again after the next connecting, because the server says what it has.
 */
package app.culver.client.receipts;
