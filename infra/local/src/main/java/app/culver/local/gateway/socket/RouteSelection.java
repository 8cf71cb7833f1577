package app.culver.local.gateway.socket;

import app.culver.local.gateway.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds a message's route key.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html">Route
 *     selection expressions</a>
 */
final class RouteSelection {
  private static final Pattern BODY = Pattern.compile("\\$\\{?request\\.body\\.([A-Za-z0-9_.]+)}?");

  private final String[] path;

  /** Refuses expressions other than {@code $request.body.<path>}, which are not imitated. */
  RouteSelection(String expression) {
    var matcher = BODY.matcher(expression);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("only $request.body.<path> is imitated as a route selection expression");
    }
    path = matcher.group(1).split("\\.");
  }

  /** What the expression gives for a message; empty if the message is not JSON or has no such member. */
  Optional<String> evaluate(String message) {
    return Json.parse(message).flatMap(root -> {
      JsonNode node = root;
      for (var name : path) {
        node = node.path(name);
      }
      return node.isMissingNode() || node.isNull()
          ? Optional.empty()
          : Optional.of(node.isValueNode() ? node.asText() : node.toString());
    });
  }
}
