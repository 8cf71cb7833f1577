/**
 * Frames on their way to live connections. Rule: a post that fails is a result, not an exception, because the connection
 * of somebody else is never a reason to fail the request at hand. Of a large group only the sender's own devices are told
 * by the invocation that accepts a message; for the others it puts {@link app.culver.core.delivery.OrderQueue}.
 */
package app.culver.core.delivery;
