package app.culver.local.gateway.http;

import app.culver.local.gateway.ApiStage;
import app.culver.local.gateway.Json;
import app.culver.local.gateway.RequestId;
import app.culver.local.server.QueryParameters;
import app.culver.local.server.WebRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the event that a function gets for a request. */
final class HttpEvents {
  /**
   * The types whose bodies arrive as text; all others arrive in base64, forms and a missing type among them. AWS's pages
   * do not list them; this is what was seen there: https://github.com/ministackorg/ministack/pull/766.
   */
  private static final Set<String> TEXT = Set.of("application/json", "application/xml", "application/javascript");

  static final String PROTOCOL = "HTTP/1.1";

  private final ApiStage stage;

  HttpEvents(ApiStage stage) {
    this.stage = stage;
  }

  byte[] event(WebRequest request, HttpRouter.Match match, String requestId, Instant now) {
    var event = Json.object();
    event.put("version", "2.0").put("routeKey", match.routeKey());
    event.put("rawPath", request.path()).put("rawQueryString", request.query());
    cookies(event, request);
    var headers = event.putObject("headers");
    headers(request, now).forEach(headers::put);
    map(event, "queryStringParameters", parameters(request.query()));
    context(event.putObject("requestContext"), request, match, requestId, now);
    map(event, "pathParameters", match.variables());
    body(event, request);
    return Json.bytes(event);
  }

  private void context(ObjectNode context, WebRequest request, HttpRouter.Match match, String requestId, Instant now) {
    var domain = request.header("Host").orElse("");
    context.put("accountId", stage.account()).put("apiId", stage.api());
    context.put("domainName", domain).put("domainPrefix", prefix(domain));
    context.putObject("http").put("method", request.method()).put("path", request.path()).put("protocol", PROTOCOL)
        .put("sourceIp", request.remote()).put("userAgent", request.header("User-Agent").orElse(""));
    context.put("requestId", requestId).put("routeKey", match.routeKey()).put("stage", stage.name());
    context.put("time", RequestId.time(now)).put("timeEpoch", now.toEpochMilli());
  }

  static String prefix(String domain) {
    return domain.split("[.:]", 2)[0];
  }

  /** Lower-case names, several values joined by commas, cookies left to their own field. */
  private static Map<String, String> headers(WebRequest request, Instant now) {
    var headers = new LinkedHashMap<String, String>();
    for (var header : request.headers()) {
      var name = header.name().toLowerCase(Locale.ROOT);
      if (!name.equals("cookie") && !name.equals("connection")) {
        headers.merge(name, header.value(), (one, other) -> one + "," + other);
      }
    }
    headers.put("x-amzn-trace-id", RequestId.trace(now));
    headers.merge("x-forwarded-for", request.remote(), (sent, remote) -> sent + ", " + remote);
    headers.put("x-forwarded-port", request.header("Host").map(host -> host.replaceFirst(".*:", "")).orElse("80"));
    headers.put("x-forwarded-proto", "http");
    return headers;
  }

  private static void cookies(ObjectNode event, WebRequest request) {
    var cookies = request.headers().stream().filter(header -> header.name().equalsIgnoreCase("cookie"))
        .flatMap(header -> Arrays.stream(header.value().split(";"))).map(String::strip).filter(one -> !one.isEmpty())
        .toList();
    if (!cookies.isEmpty()) {
      var array = event.putArray("cookies");
      cookies.forEach(array::add);
    }
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new LinkedHashMap<String, String>();
    QueryParameters.of(query)
        .forEach(one -> parameters.merge(one.name(), one.value(), (earlier, later) -> earlier + "," + later));
    return parameters;
  }

  private static void body(ObjectNode event, WebRequest request) {
    var text = isText(request) ? text(request.body()) : Optional.<String>empty();
    if (request.body().length > 0) {
      event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(request.body())));
    }
    event.put("isBase64Encoded", request.body().length > 0 && text.isEmpty());
  }

  private static boolean isText(WebRequest request) {
    var type = request.header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.startsWith("text/") || TEXT.contains(type);
  }

  /** Bytes that are no UTF-8 (a compressed body, say) stay bytes, whatever their type claims. */
  private static Optional<String> text(byte[] body) {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  private static void map(ObjectNode event, String name, Map<String, String> values) {
    if (!values.isEmpty()) {
      var object = event.putObject(name);
      values.forEach(object::put);
    }
  }
}
