/**
 * The sockets that are open, by API Gateway's management API. Rule: what happens at the other end of a post is a result,
 * never an exception.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">The
 *     connections commands</a>
 */
package app.culver.aws.connections;
