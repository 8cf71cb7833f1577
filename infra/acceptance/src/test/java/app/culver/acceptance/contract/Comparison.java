package app.culver.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether an answer is as the example has it (contract/examples/README.md, "Comparing"). */
record Comparison(Set<String> anyValue, Set<String> anyOrder) {

  static Comparison of(JsonNode replay) {
    return new Comparison(texts(replay.path("volatile")), texts(replay.path("unordered")));
  }

  /** The first difference; empty if there is none. */
  Optional<String> difference(JsonNode expected, JsonNode actual) {
    return difference("", "", expected, actual);
  }

  private Optional<String> difference(String at, String member, JsonNode expected, JsonNode actual) {
    if (expected.isObject() && actual.isObject()) {
      return inMembers(at, expected, actual);
    }
    if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
      return anyOrder.contains(member) ? inAnyOrder(at, expected, actual) : inItems(at, expected, actual);
    }
    return expected.equals(actual) ? Optional.empty() : Optional.of(at + ": expected " + expected + ", was " + actual);
  }

  private Optional<String> inMembers(String at, JsonNode expected, JsonNode actual) {
    var names = new LinkedHashSet<String>();
    expected.fieldNames().forEachRemaining(names::add);
    actual.fieldNames().forEachRemaining(names::add);
    names.removeAll(anyValue);
    if (expected.path("type").asText().startsWith("urn:culver:problem:")) {
      names.remove("requestId");
    }
    return names.stream().map(name -> difference(at + "/" + name, name, expected.path(name), actual.path(name)))
        .flatMap(Optional::stream).findFirst();
  }

  private Optional<String> inItems(String at, JsonNode expected, JsonNode actual) {
    for (var index = 0; index < expected.size(); index++) {
      var found = difference(at + "/" + index, "", expected.get(index), actual.get(index));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<String> inAnyOrder(String at, JsonNode expected, JsonNode actual) {
    var left = new ArrayList<JsonNode>();
    actual.forEach(left::add);
    for (var item : expected) {
      var match = left.stream().filter(each -> difference(at, "", item, each).isEmpty()).findFirst();
      if (match.isEmpty()) {
        return Optional.of(at + ": expected " + item + " among " + actual);
      }
      left.remove(match.get());
    }
    return Optional.empty();
  }

  private static Set<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).collect(Collectors.toSet());
  }
}
