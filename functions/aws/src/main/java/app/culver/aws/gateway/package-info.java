/**
 * API Gateway's events and answers: HTTP payload format 2.0 and WebSocket. Rule: a handler hands its routes to
 * {@link app.culver.aws.gateway.Gateway}, which decodes, refuses and encodes; every refusal becomes a problem in
 * {@link app.culver.aws.gateway.Problems} and nowhere else.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">HTTP
 *     payload format 2.0</a>
 */
package app.culver.aws.gateway;
