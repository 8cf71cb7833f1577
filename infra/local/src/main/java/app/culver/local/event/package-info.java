/**
 * Event source mappings: reads streams and queues and feeds functions, as Lambda's pollers do. Rule: times of windows are
 * the local cloud's; how often a poller looks is the system's.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html">Event source mappings</a>
 */
package app.culver.local.event;
