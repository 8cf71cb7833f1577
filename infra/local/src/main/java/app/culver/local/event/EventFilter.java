package app.culver.local.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * Tells which records a mapping wants. Of Lambda's comparisons it knows equality.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html">Event filtering</a>
 */
final class EventFilter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> patterns;

  /**
   * Reads the patterns; without any, every record passes.
   *
   * @throws IllegalArgumentException if one is not JSON or compares otherwise than by equality
   */
  EventFilter(List<String> patterns) {
    this.patterns = patterns.stream().map(EventFilter::read).toList();
  }

  boolean passes(JsonNode record) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, record));
  }

  private static boolean matches(JsonNode pattern, JsonNode value) {
    if (pattern.isArray()) {
      for (var allowed : pattern) {
        if (allowed.equals(value)) {
          return true;
        }
      }
      return false;
    }
    return pattern.properties().stream().allMatch(field -> matches(field.getValue(), value.path(field.getKey())));
  }

  private static JsonNode read(String pattern) {
    try {
      var read = JSON.readTree(pattern);
      check(read, pattern);
      return read;
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException("the filter is not JSON: " + pattern);
    }
  }

  private static void check(JsonNode node, String pattern) {
    if (node.isArray()) {
      node.forEach(each -> {
        if (each.isContainerNode()) {
          throw new IllegalArgumentException(
              "the local cloud filters by equality only, not by " + each + " of " + pattern);
        }
      });
    } else if (node.isObject()) {
      node.forEach(each -> check(each, pattern));
    } else {
      throw new IllegalArgumentException("the filter has a value outside a list: " + pattern);
    }
  }
}
