package app.culver.aws.gateway;

import app.culver.aws.json.Json;
import app.culver.core.refusal.Refusal.InvalidRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** An HTTP request as payload format 2.0 has it: header names in lower case, repeated values joined by commas. */
public final class HttpRequest {
  private final JsonNode event;
  private final Invocation invocation;

  HttpRequest(JsonNode event, Invocation invocation) {
    this.event = event;
    this.invocation = invocation;
  }

  public Invocation invocation() {
    return invocation;
  }

  public Optional<String> header(String lowerCaseName) {
    return text(event.path("headers").path(lowerCaseName));
  }

  /** The token of {@code Authorization: Bearer <token>} (RFC 6750, section 2.1). */
  public Optional<String> bearerToken() {
    return header("authorization").filter(value -> value.toLowerCase(Locale.ROOT).startsWith("bearer "))
        .map(value -> value.substring("bearer ".length()).strip());
  }

  /** A path parameter in its type, whose constructor refuses by {@link IllegalArgumentException}. */
  public <T> T path(String name, Function<String, T> type) {
    return typed(name, event.path("pathParameters").path(name).asText(), type);
  }

  /** A query parameter in its type, as {@link #path}; empty if it is not there. */
  public <T> Optional<T> query(String name, Function<String, T> type) {
    return text(event.path("queryStringParameters").path(name)).map(value -> typed(name, value, type));
  }

  /** The closed body. */
  public <T> T body(Class<T> type) {
    return Json.bind(object(), type);
  }

  private ObjectNode object() {
    String body = event.path("body").asText("");
    return event.path("isBase64Encoded").asBoolean() ? Body.ofBase64(body) : Body.of(body);
  }

  private static <T> T typed(String name, String value, Function<String, T> type) {
    try {
      return type.apply(value);
    } catch (NumberFormatException _) {
      // Its message quotes the input.
      throw InvalidRequest.at("/" + name, "must be a whole number").exception();
    } catch (IllegalArgumentException e) {
      throw InvalidRequest.at("/" + name, e.getMessage()).exception();
    }
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }
}
