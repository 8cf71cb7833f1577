package app.culver.local.gateway.socket;

import app.culver.local.gateway.ApiStage;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.gateway.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a REQUEST authorizer's function returned.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">REQUEST
 *     authorizers of WebSocket APIs</a>
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html">what they
 *     return</a>
 */
final class Authorizer {
  private static final int MAX_RESULT_BYTES = 8 * 1024;
  private static final Decision MISCONFIGURED = new Refused(500, "Internal server error");

  private Authorizer() {}

  /** Whether the client may connect. */
  sealed interface Decision {}

  /** It may; the context rides on every later event. */
  record Allowed(ObjectNode context) implements Decision {}

  record Refused(int status, String message) implements Decision {}

  /** Whether every identity source has a value; otherwise the client gets 401 without the function being asked. */
  static boolean isIdentified(List<String> identitySources, Handshake handshake) {
    return identitySources.stream().allMatch(source -> {
      var name = source.substring(source.lastIndexOf('.') + 1);
      if (source.startsWith("route.request.header.")) {
        return handshake.request().header(name).filter(value -> !value.isEmpty()).isPresent();
      }
      if (source.startsWith("route.request.querystring.")) {
        return handshake.parameters().getOrDefault(name, List.of("")).stream().noneMatch(String::isEmpty);
      }
      throw new IllegalArgumentException("identity source is not imitated: " + source);
    });
  }

  /** @param outcome empty if the function took too long */
  static Decision decide(Optional<Invocation> outcome, ApiStage stage, long millis) {
    return switch (outcome.orElse(null)) {
      case null -> MISCONFIGURED;
      // The one message that stands for 401; every other failure is the authorizer's own.
      case Invocation.Failed failed when "Unauthorized".equals(failed.message()) -> new Refused(401, "Unauthorized");
      case Invocation.Failed _ -> MISCONFIGURED;
      case Invocation.Returned returned when returned.payload().length > MAX_RESULT_BYTES -> MISCONFIGURED;
      case Invocation.Returned returned -> Json.parse(returned.payload()).map(node -> decide(node, stage, millis))
          .orElse(MISCONFIGURED);
    };
  }

  private static Decision decide(JsonNode result, ApiStage stage, long millis) {
    var context = result.path("context");
    if (!result.path("principalId").isTextual() || !(context.isMissingNode() || context.isObject())) {
      return MISCONFIGURED;
    }
    try {
      if (!Policy.allows(result.path("policyDocument"), stage.arn("$connect"))) {
        return new Refused(403, "User is not authorized to access this resource");
      }
    } catch (IllegalArgumentException malformed) {
      return MISCONFIGURED;
    }
    var carried = Json.object().put("principalId", result.path("principalId").textValue());
    for (var member : context.properties()) {
      // Only strings, numbers and booleans may be handed on, and they arrive as strings.
      if (!member.getValue().isValueNode() || member.getValue().isNull()) {
        return MISCONFIGURED;
      }
      carried.put(member.getKey(), member.getValue().asText());
    }
    return new Allowed(carried.put("integrationLatency", millis));
  }
}
