package app.culver.local.gateway.http;

import app.culver.local.gateway.ApiStage;
import java.util.List;
import java.util.Optional;

/** What a template says of an HTTP API; the stage is {@code $default} or one whose name begins the path. */
public record HttpApiDefinition(ApiStage stage, List<HttpRoute> routes, Optional<CorsRules> cors) {
  public HttpApiDefinition {
    routes = List.copyOf(routes);
  }
}
