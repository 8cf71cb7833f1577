/**
 * WebSocket APIs and their management API. Rule: a connection is {@code connecting} while its {@code $connect} runs,
 * then {@code open}, then gone for ever; posts reach it only while it is open, and whoever ends it ends it once.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html">
 *     WebSocket APIs</a>
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">
 *     their limits</a>
 */
package app.culver.local.gateway.socket;
