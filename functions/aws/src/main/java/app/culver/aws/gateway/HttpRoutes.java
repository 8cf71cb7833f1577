package app.culver.aws.gateway;

import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.Refusal.NotFound;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The HTTP routes of a function, by route keys as in template.yaml, such as {@code GET /v1/devices}. */
public final class HttpRoutes {

  /** Answers a request, or throws a {@link app.culver.core.refusal.RefusedException}. */
  @FunctionalInterface
  public interface Route {
    HttpAnswer answer(HttpRequest request) throws Exception;
  }

  private record Entry(Route route, Set<String> query) {}

  private final int maxBodyBytes;
  private final Map<String, Entry> entries = new HashMap<>();

  /** @param maxBodyBytes longest body of any of the routes */
  public HttpRoutes(int maxBodyBytes) {
    this.maxBodyBytes = maxBodyBytes;
  }

  /** Adds a route and the query parameters it knows; requests are closed, so others are refused. */
  public HttpRoutes on(String routeKey, Route route, String... query) {
    entries.put(routeKey, new Entry(route, Set.of(query)));
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
    Entry entry = entries.get(event.path("routeKey").asText());
    if (entry == null) {
      throw new NotFound().exception();
    }
    HttpRequest request = new HttpRequest(event, maxBodyBytes, invocation);
    request.queryParameters().fieldNames().forEachRemaining(name -> {
      if (!entry.query().contains(name)) {
        throw InvalidRequest.at("", "has a query parameter that is not known here").exception();
      }
    });
    return entry.route().answer(request);
  }
}
