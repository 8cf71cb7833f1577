package app.culver.local.template;

import java.util.Map;

/**
 * A CloudFront distribution of static files: the headers that each file is answered with.
 *
 * @param index the object that {@code /} stands for
 * @param headers of what no pattern names
 * @param patterns paths, without the first slash, whose headers are others
 */
public record WebSite(String id, String index, Map<String, String> headers, Map<String, Map<String, String>> patterns) {
  /** The headers of an object. */
  public Map<String, String> headers(String object) {
    return patterns.getOrDefault(object, headers);
  }
}
