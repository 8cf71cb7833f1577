package app.culver.aws.gateway;

import app.culver.aws.json.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * What an HTTP route answers.
 *
 * @param cacheControl answers belong to one caller, so unless a route knows better, nobody stores them
 */
public record HttpAnswer(int status, String cacheControl, Optional<Object> body) {
  private static final String NO_STORE = "no-store";

  public static HttpAnswer ok(Object body) {
    return json(200, body);
  }

  public static HttpAnswer json(int status, Object body) {
    return new HttpAnswer(status, NO_STORE, Optional.of(body));
  }

  public static HttpAnswer noContent() {
    return new HttpAnswer(204, NO_STORE, Optional.empty());
  }

  ObjectNode event() {
    return event(status, body.map(Json::text),
        body.isPresent()
            ? Map.of("cache-control", cacheControl, "content-type", "application/json")
            : Map.of("cache-control", cacheControl));
  }

  static ObjectNode event(Problem problem, String requestId) {
    ObjectNode event = event(problem.status(), Optional.of(Json.text(problem.body(requestId))),
        Map.of("cache-control", NO_STORE, "content-type", "application/problem+json"));
    ObjectNode headers = event.withObject("headers");
    if (problem.status() == 401) {
      headers.put("www-authenticate", "Bearer");
    }
    if (problem.members().has("retryAfter")) {
      headers.put("retry-after", problem.members().path("retryAfter").asText());
    }
    return event;
  }

  private static ObjectNode event(int status, Optional<String> body, Map<String, String> headers) {
    ObjectNode event = Json.newObject().put("statusCode", status).put("isBase64Encoded", false);
    event.set("headers", Json.tree(headers));
    body.ifPresent(text -> event.put("body", text));
    return event;
  }
}
