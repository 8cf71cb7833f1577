package app.culver.local.gateway.http;

import app.culver.local.gateway.Json;
import app.culver.local.server.WebRequest.Header;
import app.culver.local.server.WebResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a function returned. Valid JSON without a {@code statusCode} is itself the body of a 200.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response">
 *     Lambda function response format</a>
 */
final class HttpAnswers {
  /** Set by the server from the body's true length. */
  private static final Set<String> OWN = Set.of("content-length", "transfer-encoding", "connection");

  private HttpAnswers() {}

  /** The answer; empty if it breaks the format, which the client sees as an internal error. */
  static Optional<WebResponse> read(byte[] payload) {
    return Json.parse(payload).flatMap(node -> node.has("statusCode") ? explicit(node) : Optional.of(inferred(node)));
  }

  private static WebResponse inferred(JsonNode node) {
    return WebResponse.json(200, node.isTextual() ? node.textValue() : node.toString());
  }

  private static Optional<WebResponse> explicit(JsonNode node) {
    var status = node.get("statusCode");
    var headers = node.path("headers");
    var body = node.path("body");
    if (!status.canConvertToInt() || status.intValue() < 100 || status.intValue() > 599
        || !(headers.isObject() || headers.isMissingNode() || headers.isNull())
        || !(body.isTextual() || body.isMissingNode() || body.isNull())) {
      return Optional.empty();
    }
    try {
      return Optional.of(new WebResponse(status.intValue(), headers(node), bytes(node)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(JsonNode node) {
    var body = node.path("body").asText("");
    return node.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  private static List<Header> headers(JsonNode node) {
    var headers = new ArrayList<Header>();
    for (var header : node.path("headers").properties()) {
      var name = header.getKey().toLowerCase(Locale.ROOT);
      if (!OWN.contains(name) && header.getValue().isValueNode() && !header.getValue().isNull()) {
        headers.add(new Header(name, header.getValue().asText()));
      }
    }
    for (var cookie : node.path("cookies")) {
      headers.add(new Header("set-cookie", cookie.asText()));
    }
    if (node.hasNonNull("body") && headers.stream().noneMatch(header -> header.name().equals("content-type"))) {
      headers.add(new Header("content-type", "text/plain; charset=utf-8"));
    }
    return headers;
  }
}
