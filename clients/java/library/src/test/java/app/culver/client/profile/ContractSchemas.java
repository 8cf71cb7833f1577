package app.culver.client.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Holds what the client sends against the contract. */
final class ContractSchemas {
  static final ContractSchemas SHARED = new ContractSchemas();
  private static final String BASE = "https://culver.app/contract/v1/";

  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private ContractSchemas() {
    registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
        builder -> builder.schemas(files()));
  }

  private static Map<String, String> files() {
    var files = new HashMap<String, String>();
    var folder = Path.of(System.getProperty("culver.root"), "contract", "schemas");
    try (var list = Files.list(folder)) {
      for (var file : list.toList()) {
        files.put("https://culver.app/contract/v1/" + file.getFileName(), Files.readString(file));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return files;
  }

  void check(String schema, JsonNode json) {
    var errors = schemas.computeIfAbsent(schema, name -> registry.getSchema(SchemaLocation.of(BASE + name + ".json")))
        .validate(json.toString(), InputFormat.JSON);
    if (!errors.isEmpty()) {
      throw new AssertionError("not a " + schema + ": " + errors);
    }
  }
}
