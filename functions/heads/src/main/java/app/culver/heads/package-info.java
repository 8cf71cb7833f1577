/** Follows the log's stream and remembers how far each log has come, so that no position is ever given out twice. */
package app.culver.heads;
