/**
 * Queues. Rule: what goes into one is JSON of a record of its own, and a queue that does not answer fails no request.
 */
package app.culver.aws.queue;
