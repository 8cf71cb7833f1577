package app.culver.acceptance.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The contract's schemas, by a validator that Culver did not write. */
public final class Schemas {
  /** As clients read what comes: unknown members are ignored. Requests are closed in both readings. */
  public static final Schemas OPEN = new Schemas(schema -> schema);
  /** Nothing is there that is not described (contract/README.md, "Versioning"). */
  public static final Schemas STRICT = new Schemas(Schemas::closed);

  private static final String BASE = "https://culver.app/contract/v1/";

  private final SchemaRegistry registry;
  private final Map<String, Schema> loaded = new ConcurrentHashMap<>();

  private Schemas(UnaryOperator<JsonNode> reading) {
    var texts = new HashMap<String, String>();
    for (var file : Contract.files("schemas")) {
      texts.put("https://culver.app/contract/v1/" + file, reading.apply(Contract.json("schemas/" + file)).toString());
    }
    registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(texts));
  }

  /** What is wrong with a value by a schema such as {@code send-request.json}; empty if nothing is. */
  public List<String> faults(String schema, JsonNode value) {
    return faults(schema, value.toString());
  }

  /** What is wrong with JSON text by a schema; empty if nothing is. */
  public List<String> faults(String schema, String json) {
    return validate(schema, json).stream().map(fault -> fault.getInstanceLocation() + ": " + fault).toList();
  }

  /** The places that a refusal may point to: what is missing by its own name, what is unknown by its parent's. */
  public Set<String> pointers(String schema, JsonNode value) {
    return validate(schema, value.toString()).stream()
        .map(fault -> fault.getInstanceLocation()
            + (fault.getKeyword().equals("required") ? "/" + fault.getProperty() : ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<Error> validate(String schema, String json) {
    return loaded.computeIfAbsent(schema, name -> registry.getSchema(SchemaLocation.of(BASE + name)))
        .validate(json, InputFormat.JSON);
  }

  private static JsonNode closed(JsonNode schema) {
    return switch (schema) {
      case ObjectNode object -> {
        var all = object.objectNode();
        object.properties().forEach(member -> all.set(member.getKey(), closed(member.getValue())));
        if (all.path("type").asText().equals("object") && all.has("properties") && !all.has("additionalProperties")) {
          all.put("additionalProperties", false);
        }
        yield all;
      }
      case ArrayNode array -> {
        var all = array.arrayNode();
        array.forEach(item -> all.add(closed(item)));
        yield all;
      }
      default -> schema;
    };
  }
}
