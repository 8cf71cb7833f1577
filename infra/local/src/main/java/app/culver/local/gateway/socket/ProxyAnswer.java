package app.culver.local.gateway.socket;

import app.culver.local.gateway.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a function returned to a Lambda proxy integration.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html">what becomes of errors and
 *     wrong formats</a>
 */
record ProxyAnswer(int status, JsonNode headers, Optional<String> body) {

  /** The answer; empty if it breaks the format. */
  static Optional<ProxyAnswer> read(byte[] payload) {
    return Json.parse(payload).flatMap(node -> {
      var status = node.path("statusCode");
      var body = node.path("body");
      if (!status.canConvertToInt() || status.intValue() < 100 || status.intValue() > 599
          || !(body.isTextual() || body.isMissingNode() || body.isNull())) {
        return Optional.empty();
      }
      var text = Optional.ofNullable(body.textValue()).filter(value -> !value.isEmpty());
      return Optional.of(new ProxyAnswer(status.intValue(), node.path("headers"), text));
    });
  }

  Optional<String> header(String name) {
    return headers.properties().stream().filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(header -> header.getValue().asText()).findFirst();
  }
}
