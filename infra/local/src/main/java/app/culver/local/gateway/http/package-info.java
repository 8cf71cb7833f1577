/**
 * HTTP APIs with Lambda proxy integrations of payload format 2.0. Rule: an event holds what AWS's holds, under the same
 * names, and an answer is read as AWS reads it.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">
 *     the payload format</a>
 */
package app.culver.local.gateway.http;
