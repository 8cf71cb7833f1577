/**
 * Amazon API Gateway, imitated in two front ends: {@code http} for HTTP APIs, {@code socket} for WebSocket APIs. Rule:
 * everything that AWS documents and that bites is imitated and tested, each test with the page that says so; where AWS
 * documents nothing, the imitation is the stricter of what is known, and says that it is.
 *
 * <p>Left out: throttling, API keys, models, mapping templates, custom domains, caching.
 */
package app.culver.local.gateway;
