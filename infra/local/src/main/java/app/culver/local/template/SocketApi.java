package app.culver.local.template;

import java.util.List;
import java.util.Optional;

/**
 * A WebSocket API.
 *
 * @param apiId what its address would begin with
 * @param selection the route selection expression, such as {@code $request.body.action}
 * @param authorizer the logical id of the REQUEST authorizer of {@code $connect}
 * @param identitySources what a connection must bring for the authorizer to be asked at all
 * @param accessLog the format of the lines in its access log; empty if it has none
 */
public record SocketApi(String id, String apiId, String stage, String selection, List<Route> routes,
    Optional<String> authorizer, List<String> identitySources, Optional<String> accessLog) {

  /** A route; {@code twoWay} says whether the function's answer is sent back on the socket. */
  public record Route(String key, String function, boolean twoWay) {}
}
