package app.culver.aws.gateway;

import app.culver.core.refusal.Refusal.NotFound;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** The HTTP routes of a function, by route keys as in template.yaml, such as {@code GET /v1/devices}. */
public final class HttpRoutes {

  /** Answers a request, or throws a {@link app.culver.core.refusal.RefusedException}. */
  @FunctionalInterface
  public interface Route {
    HttpAnswer answer(HttpRequest request) throws Exception;
  }

  private final Map<String, Route> routes = new HashMap<>();

  public HttpRoutes on(String routeKey, Route route) {
    routes.put(routeKey, route);
    return this;
  }

  ObjectNode handle(JsonNode event, Invocation invocation) {
    try {
      return answer(event, invocation).event();
    } catch (Exception e) {
      return HttpAnswer.event(Problems.of(e, invocation.log()), invocation.log().requestId());
    }
  }

  private HttpAnswer answer(JsonNode event, Invocation invocation) throws Exception {
    Route route = routes.get(event.path("routeKey").asText());
    if (route == null) {
      throw new NotFound().exception();
    }
    return route.answer(new HttpRequest(event, invocation));
  }
}
