package app.culver.local.gateway.http;

import app.culver.local.gateway.ApiStage;
import app.culver.local.gateway.Json;
import app.culver.local.gateway.RequestId;
import app.culver.local.server.WebRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a line of the access log can tell of a request.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html">its
 *     variables</a>
 */
record HttpAccess(ApiStage stage) {

  ObjectNode context(WebRequest request, Optional<HttpRouter.Match> match, String requestId, Instant begun, Reply reply,
      Instant ended) {
    var domain = request.header("Host").orElse("");
    var context = Json.object().put("accountId", stage.account()).put("apiId", stage.api());
    context.put("domainName", domain).put("domainPrefix", HttpEvents.prefix(domain)).put("httpMethod", request.method())
        .put("path", request.path()).put("protocol", HttpEvents.PROTOCOL).put("stage", stage.name());
    context.put("requestId", requestId).put("extendedRequestId", requestId);
    context.put("requestTime", RequestId.time(begun)).put("requestTimeEpoch", begun.toEpochMilli());
    context.putObject("identity").put("sourceIp", request.remote()).put("userAgent",
        request.header("User-Agent").orElse(""));
    match.ifPresent(route -> context.put("routeKey", route.routeKey()));
    context.put("status", reply.answer().status()).put("responseLength", reply.answer().body().length);
    context.put("responseLatency", Duration.between(begun, ended).toMillis());
    reply.integration().ifPresent(took -> context.put("integrationLatency", took.toMillis()));
    reply.error().ifPresent(type -> context.putObject("error").put("responseType", type.name()));
    return context;
  }
}
