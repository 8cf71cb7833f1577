package app.culver.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A place in the template: evaluates what is asked for and nothing else, and knows its path for errors. */
final class Node {
  private final Intrinsics intrinsics;
  private final String where;
  private final Map<?, ?> fields;

  Node(Intrinsics intrinsics, String where, Object value) {
    this.intrinsics = intrinsics;
    this.where = where;
    this.fields = switch (value) {
      case null -> Map.of();
      case Map<?, ?> map when Intrinsics.isCall(map) -> asMap(intrinsics.evaluate(map, where));
      default -> asMap(value);
    };
  }

  private Map<?, ?> asMap(Object value) {
    if (value == Intrinsics.NO_VALUE) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw error("expected a mapping, found " + value);
  }

  boolean has(String key) {
    return find(key).isPresent();
  }

  Node child(String key) {
    return new Node(intrinsics, where + "." + key, fields.get(key));
  }

  /** The named places of this mapping, in the order of the template. */
  Map<String, Node> children() {
    var children = new LinkedHashMap<String, Node>();
    fields.keySet().forEach(key -> children.put(key.toString(), child(key.toString())));
    return children;
  }

  List<Node> list(String key) {
    var nodes = new ArrayList<Node>();
    for (var each : find(key).map(found -> found instanceof List<?> list ? list : List.of(found)).orElse(List.of())) {
      nodes.add(new Node(intrinsics, where + "." + key + "[" + nodes.size() + "]", each));
    }
    return nodes;
  }

  String text(String key) {
    return optional(key).orElseThrow(() -> error(key + " is missing"));
  }

  Optional<String> optional(String key) {
    return find(key).map(Object::toString);
  }

  List<String> texts(String key) {
    return find(key)
        .map(found -> found instanceof List<?> list
            ? list.stream().map(Object::toString).toList()
            : List.of(found.toString().split(",")))
        .orElse(List.of());
  }

  Map<String, String> strings(String key) {
    var strings = new LinkedHashMap<String, String>();
    var child = child(key);
    child.fields.keySet().forEach(
        name -> child.optional(name.toString()).ifPresent(value -> strings.put(name.toString(), value)));
    return strings;
  }

  int integer(String key, int otherwise) {
    return number(key, otherwise, Integer::parseInt);
  }

  long whole(String key, long otherwise) {
    return number(key, otherwise, Long::parseLong);
  }

  boolean flag(String key) {
    return optional(key).map(Boolean::parseBoolean).orElse(false);
  }

  TemplateException error(String why) {
    return new TemplateException(where, why);
  }

  private <N> N number(String key, N otherwise, Function<String, N> parse) {
    try {
      return optional(key).map(parse).orElse(otherwise);
    } catch (NumberFormatException bad) {
      throw error(key + " is not a whole number: " + optional(key).orElse(""));
    }
  }

  private Optional<Object> find(String key) {
    var value = intrinsics.evaluate(fields.get(key), where + "." + key);
    return value == Intrinsics.NO_VALUE ? Optional.empty() : Optional.of(value);
  }
}
