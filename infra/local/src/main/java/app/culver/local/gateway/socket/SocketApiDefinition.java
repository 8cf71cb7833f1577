package app.culver.local.gateway.socket;

import app.culver.local.gateway.ApiStage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a template says of a WebSocket API.
 *
 * @param selection the route selection expression, {@code $request.body.<member>}
 * @param routes by route key, {@code $connect}, {@code $disconnect} and {@code $default} among them if they are there
 */
public record SocketApiDefinition(ApiStage stage, String selection, Map<String, Route> routes,
    Optional<Authorizer> authorizer) {
  public SocketApiDefinition {
    routes = Map.copyOf(routes);
  }

  /**
   * A route.
   *
   * @param function the logical id of its integration
   * @param twoWay whether the template has a route response for it: only then the client gets what the function returns
   */
  public record Route(String function, boolean twoWay) {}

  /**
   * The REQUEST authorizer of {@code $connect}.
   *
   * @param identitySources such as {@code route.request.header.Authorization}; may be empty
   */
  public record Authorizer(String function, List<String> identitySources) {
    public Authorizer {
      identitySources = List.copyOf(identitySources);
    }
  }
}
