/**
 * Follows the log's stream: remembers how far each log has come, and reaches whoever has not acknowledged what is in it,
 * so that nothing depends on the invocation that accepted a message.
 */
package app.culver.deliver;
