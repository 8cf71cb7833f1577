package app.culver.local.template;

import java.util.List;

/** An S3 bucket with what browsers may do to it. */
public record Bucket(String id, String name, List<CorsRule> cors) {

  /** One rule; {@code maximumAgeSeconds} is 0 when browsers are told nothing. */
  public record CorsRule(List<String> origins, List<String> methods, List<String> headers, List<String> exposed,
      int maximumAgeSeconds) {}
}
