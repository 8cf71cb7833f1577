/**
 * Frames on their way to live connections. Rule: a post that fails is a result, not an exception, because the connection
 * of somebody else is never a reason to fail the request at hand.
 */
package app.culver.core.delivery;
