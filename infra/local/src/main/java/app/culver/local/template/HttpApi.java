package app.culver.local.template;

import java.util.List;
import java.util.Optional;

/**
 * An HTTP API with payload format 2.0.
 *
 * @param apiId what its address would begin with
 * @param accessLog the format of the lines in its access log; empty if it has none
 */
public record HttpApi(String id, String apiId, String stage, List<Route> routes, Optional<Cors> cors,
    Optional<String> accessLog) {

  /** A route; {@code method} is in capitals or {@code ANY}, {@code path} may have {@code {parameters}} and {@code {greedy+}}. */
  public record Route(String method, String path, String function) {}

  /** What API Gateway answers to preflights by itself; {@code maximumAgeSeconds} is 0 when browsers are told nothing. */
  public record Cors(List<String> origins, List<String> methods, List<String> headers, List<String> exposed,
      boolean credentials, int maximumAgeSeconds) {}
}
