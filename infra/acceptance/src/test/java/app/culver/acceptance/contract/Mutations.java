package app.culver.acceptance.contract;

import app.culver.acceptance.support.Contract;
import app.culver.acceptance.support.RawDevice;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Alters a good request systematically, as its schema suggests: each place in every way that a schema speaks of. */
final class Mutations {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<JsonNode> OF_EACH_TYPE = List.of(JSON.nullNode(), JSON.booleanNode(true),
      JSON.numberNode(7), DecimalNode.valueOf(new BigDecimal("7.5")), JSON.textNode("seven"), JSON.objectNode(),
      JSON.objectNode().put("a", 1), JSON.arrayNode(), JSON.arrayNode().add(1));

  private final JsonNode base;
  private final List<Mutation> all = new ArrayList<>();

  private Mutations(JsonNode base) {
    this.base = base;
  }

  /** Everything that is altered in a request of this schema. */
  static List<Mutation> of(String schema, JsonNode base) {
    var mutations = new Mutations(base);
    mutations.all.add(new Mutation("", "unaltered", base, Set.of()));
    mutations.walk("", new Location(schema, Contract.json("schemas/" + schema)).resolve(), base);
    return mutations.all;
  }

  /** A schema and the file that it stands in, which its references are relative to. */
  private record Location(String file, JsonNode schema) {
    Location at(JsonNode child) {
      return new Location(file, child).resolve();
    }

    Location resolve() {
      if (!schema.has("$ref")) {
        return this;
      }
      var reference = schema.path("$ref").asText().split("#", 2);
      var target = reference[0].isEmpty() ? file : reference[0];
      var document = Contract.json("schemas/" + target);
      return new Location(target, reference.length == 1 ? document : document.at(reference[1])).resolve();
    }

    /** Of several forms, the one that the value names by the members that have to be constant. */
    Location of(JsonNode value) {
      return schema.path("oneOf").valueStream().map(this::at)
          .filter(form -> form.schema().path("properties").propertyStream().filter(each -> each.getValue().has("const"))
              .allMatch(each -> each.getValue().path("const").equals(value.path(each.getKey()))))
          .findFirst().orElse(this);
    }
  }

  private void walk(String at, Location forms, JsonNode value) {
    var location = forms.of(value);
    for (var other : OF_EACH_TYPE) {
      if (!other.equals(value)) {
        replace(at, "is " + other, other);
      }
    }
    switch (value) {
      case ObjectNode object -> members(at, location, object);
      case ArrayNode array -> items(at, location, array);
      default -> {
        var values = value.isTextual()
            ? Values.like(value.textValue(), location.schema())
            : Values.like(location.schema());
        values.forEach(each -> replace(at, "is like " + each.name(), each.value()));
      }
    }
  }

  private void members(String at, Location location, ObjectNode object) {
    for (var unknown : List.of("unexpected", "role", "sender", "seq", "serverTime", "__proto__", "")) {
      replace(at, "has a member " + unknown, object.deepCopy().put(unknown, 1), at);
    }
    object.properties().forEach(member -> {
      var place = at + "/" + member.getKey();
      replace(at, "lacks " + member.getKey(), object.deepCopy().without(List.of(member.getKey())), place, at);
      walk(place, location.at(location.schema().path("properties").path(member.getKey())), member.getValue());
    });
  }

  private void items(String at, Location location, ArrayNode array) {
    var last = array.size() - 1;
    replace(at, "is reversed", reversed(array), at + "/1", at + "/" + last, at);
    for (var size : List.of(location.schema().path("maxItems").asInt(),
        location.schema().path("maxItems").asInt() + 1)) {
      replace(at, "has " + size + " items", repeated(array, size, true), at);
      replace(at, "has " + size + " equal items", repeated(array, size, false), everyItem(at, size));
    }
    if (!array.isEmpty()) {
      replace(at, "has an item twice", repeated(array, array.size() + 1, false), everyItem(at, array.size() + 1));
      walk(at + "/" + last, location.at(location.schema().path("items")), array.get(last));
    }
  }

  private void replace(String at, String what, JsonNode value, String... pointers) {
    var request = base.deepCopy();
    if (at.isEmpty()) {
      request = value;
    } else {
      var place = JsonPointer.compile(at);
      switch (request.at(place.head())) {
        case ObjectNode object -> object.set(place.last().getMatchingProperty(), value);
        case ArrayNode array -> array.set(place.last().getMatchingIndex(), value);
        default -> throw new AssertionError(at);
      }
    }
    var expected = new LinkedHashSet<>(List.of(pointers));
    expected.add(at);
    all.add(new Mutation(at, what, request, expected));
  }

  private static ArrayNode reversed(ArrayNode array) {
    var copy = JSON.arrayNode();
    array.forEach(item -> copy.insert(0, item));
    return copy;
  }

  /** As many items, the last one again and again; if they are to differ, with fresh identifiers. */
  private static ArrayNode repeated(ArrayNode array, int size, boolean fresh) {
    var copy = array.deepCopy();
    while (copy.size() > size) {
      copy.remove(copy.size() - 1);
    }
    while (!array.isEmpty() && copy.size() < size) {
      copy.add(fresh ? fresh(array.get(array.size() - 1)) : array.get(array.size() - 1));
    }
    return copy;
  }

  private static JsonNode fresh(JsonNode item) {
    if (item.isTextual()) {
      return JSON.textNode(RawDevice.newMessage().value());
    }
    var copy = (ObjectNode) item.deepCopy();
    for (var name : List.of("id", "conversation", "account", "device")) {
      if (copy.has(name)) {
        copy.put(name, RawDevice.newMessage().value());
      }
    }
    return copy;
  }

  private static String[] everyItem(String at, int size) {
    var pointers = new ArrayList<String>();
    for (var index = 0; index < size; index++) {
      for (var member : List.of("", "/id", "/conversation", "/account", "/device")) {
        pointers.add(at + "/" + index + member);
      }
    }
    return pointers.toArray(String[]::new);
  }
}
