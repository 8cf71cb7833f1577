package app.culver.local.gateway.http;

/**
 * A route of an HTTP API.
 *
 * @param method upper-case, or {@code ANY}
 * @param path {@code /a/{b}/{rest+}}, or {@code $default} for the route that catches everything else
 * @param function the logical id of its integration
 */
public record HttpRoute(String method, String path, String function) {
  static final String DEFAULT = "$default";

  boolean isDefault() {
    return path.equals(DEFAULT);
  }

  /** The route key: {@code GET /pets/{id}} or {@code $default}. */
  public String key() {
    return isDefault() ? DEFAULT : method + " " + path;
  }
}
