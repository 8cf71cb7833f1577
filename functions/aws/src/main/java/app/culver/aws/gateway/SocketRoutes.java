package app.culver.aws.gateway;

import app.culver.aws.json.Json;
import app.culver.core.delivery.LiveConnections;
import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.Refusal.SessionEnded;
import app.culver.core.refusal.RefusedException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The socket routes of a function, by route key. An answering route has a route response in template.yaml, by which its
 * answer or refusal goes back; the others post theirs through the management API.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html">Route
 *     responses</a>
 */
public final class SocketRoutes {
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final String ACTION = "action";

  /** Handles {@code $connect} or {@code $disconnect}. */
  @FunctionalInterface
  public interface Lifecycle {
    SocketAnswer answer(SocketRequest request) throws Exception;
  }

  /** Answers a frame by the returned one, made with {@link Frame#answer}. */
  @FunctionalInterface
  public interface Answering {
    ObjectNode answer(Frame frame) throws Exception;
  }

  /** Handles a frame and posts by itself what there is to post, except a refusal, which it throws. */
  @FunctionalInterface
  public interface Posting {
    void handle(Frame frame) throws Exception;
  }

  private sealed interface Route {
    record Connecting(Lifecycle route) implements Route {}

    record Returned(Answering route) implements Route {}

    record Posted(Posting route, boolean requestIdRequired) implements Route {}
  }

  private final LiveConnections connections;
  private final Map<String, Route> routes = new HashMap<>();

  /** @param connections takes the refusals of posting routes; of no use without any */
  public SocketRoutes(LiveConnections connections) {
    this.connections = connections;
  }

  /** {@code $connect} or {@code $disconnect}. */
  public SocketRoutes lifecycle(String routeKey, Lifecycle route) {
    routes.put(routeKey, new Route.Connecting(route));
    return this;
  }

  /** A route with a route response; its frames carry a requestId. */
  public SocketRoutes answering(String routeKey, Answering route) {
    routes.put(routeKey, new Route.Returned(route));
    return this;
  }

  /** A route that posts its answer; its frames carry a requestId. */
  public SocketRoutes posting(String routeKey, Posting route) {
    routes.put(routeKey, new Route.Posted(route, true));
    return this;
  }

  /** A route that answers refusals alone; its frames may carry a requestId. */
  public SocketRoutes quiet(String routeKey, Posting route) {
    routes.put(routeKey, new Route.Posted(route, false));
    return this;
  }

  /** {@code $default}: what names no other route is refused, with a route response. */
  public SocketRoutes refusingOthers() {
    return answering("$default", _ -> {
      throw new UnknownActionException();
    });
  }

  ObjectNode handle(JsonNode event, Invocation invocation) {
    SocketRequest request = new SocketRequest(event, invocation);
    String routeKey = event.path("requestContext").path("routeKey").asText();
    return switch (routes.get(routeKey)) {
      case Route.Connecting(var route) -> connecting(route, request);
      case Route.Returned(var route) -> {
        try {
          yield returned(route.answer(frame(event, invocation, true)));
        } catch (Exception e) {
          if (isOver(e)) {
            end(request, e);
            yield handled();
          }
          yield returned(refusal(request, e));
        }
      }
      case Route.Posted(var route, var requestIdRequired) -> {
        try {
          route.handle(frame(event, invocation, requestIdRequired));
        } catch (Exception e) {
          if (isOver(e)) {
            end(request, e);
          } else {
            connections.post(request.connection(), Json.bytes(refusal(request, e)));
          }
        }
        yield handled();
      }
      case null -> throw new IllegalStateException("template.yaml has a socket route that this function lacks");
    };
  }

  private static ObjectNode handled() {
    return Json.newObject().put("statusCode", 200);
  }

  private static ObjectNode returned(ObjectNode answer) {
    return handled().put("body", Json.text(answer));
  }

  private static boolean isOver(Exception thrown) {
    return thrown instanceof RefusedException refused && refused.refusal() instanceof SessionEnded;
  }

  /** Tells a socket whose session has ended so, and closes it. Posted on every route: an answer would come too late. */
  private void end(SocketRequest request, Exception ended) {
    connections.post(request.connection(), Json.bytes(refusal(request, ended)));
    connections.close(request.connection());
  }

  private static ObjectNode connecting(Lifecycle route, SocketRequest request) {
    try {
      return route.answer(request).event();
    } catch (Exception e) {
      return new SocketAnswer(Problems.of(e, request.invocation().log()).status(), Map.of()).event();
    }
  }

  private static ObjectNode refusal(SocketRequest request, Exception thrown) {
    Optional<String> requestId = Json.peek(request.body(), "requestId").filter(id -> REQUEST_ID.matcher(id).matches());
    return Frame.error(requestId, Problems.of(thrown, request.invocation().log()), request.invocation());
  }

  private static Frame frame(JsonNode event, Invocation invocation, boolean requestIdRequired) {
    ObjectNode payload = Body.of(event.path("body").asText(""));
    JsonNode action = payload.remove(ACTION);
    if (action == null || !action.isTextual()) {
      throw InvalidRequest.at("/" + ACTION, "must be a string").exception();
    }
    JsonNode id = payload.remove("requestId");
    if (id == null ? requestIdRequired : !id.isTextual() || !REQUEST_ID.matcher(id.asText()).matches()) {
      throw InvalidRequest.at("/requestId", "must be 1 to 64 characters of A-Z, a-z, 0-9, _ and -").exception();
    }
    return new Frame(event, invocation, Optional.ofNullable(id).map(JsonNode::asText), payload);
  }
}
