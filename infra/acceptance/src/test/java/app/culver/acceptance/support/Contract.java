package app.culver.acceptance.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.yaml.snakeyaml.Yaml;

/** The folder contract/, as tests read it. */
public final class Contract {
  public static final Path FOLDER = Path.of(System.getProperty("culver.root"), "contract");

  private static final JsonNode OPENAPI = yaml("openapi.yaml");

  private Contract() {}

  /** An operation of openapi.yaml; {@code method} in capitals. */
  public record Operation(String id, String method, String path, JsonNode definition) {
    /** The schema of the body of a request, such as {@code send-request.json}; empty if it takes none. */
    public String requestSchema() {
      return schema(definition.path("requestBody"));
    }

    /** The schema of an answer of this status; empty if it has no body or does not stand in the contract. */
    public String answerSchema(int status) {
      return schema(resolve(definition.path("responses").path(Integer.toString(status))));
    }

    /** Whether the contract knows an answer of this status. */
    public boolean mayAnswer(int status) {
      return definition.path("responses").has(Integer.toString(status));
    }

    /** Its parameters, resolved. */
    public List<JsonNode> parameters() {
      return definition.path("parameters").valueStream().map(Contract::resolve).toList();
    }

    /** Whether it wants an access token. */
    public boolean isProtected() {
      return !definition.has("security") || !definition.path("security").isEmpty();
    }
  }

  /** Every operation, in the order of the file. */
  public static List<Operation> operations() {
    return OPENAPI.path("paths").propertyStream()
        .flatMap(path -> path.getValue().propertyStream().filter(method -> method.getValue().has("operationId"))
            .map(method -> new Operation(method.getValue().path("operationId").asText(),
                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue())))
        .toList();
  }

  /** The operation with this id. */
  public static Operation operation(String id) {
    return operations().stream().filter(each -> each.id().equals(id)).findFirst()
        .orElseThrow(() -> new AssertionError("openapi.yaml has no operation " + id));
  }

  /** The first block of JSON in a section of the contract's page. */
  public static JsonNode told(String heading) {
    try {
      var page = Files.readString(FOLDER.resolve("README.md"));
      var start = page.indexOf("```json", page.indexOf("\n## " + heading + "\n")) + "```json".length();
      return Answer.parse(page.substring(start, page.indexOf("```", start)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JSON file below the folder. */
  public static JsonNode json(String path) {
    try {
      return Answer.JSON.readTree(FOLDER.resolve(path).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JSON files below a folder of the folder, by their paths in it, sorted. */
  public static List<String> files(String below) {
    var folder = FOLDER.resolve(below);
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".json"))
          .map(file -> folder.relativize(file).toString().replace('\\', '/')).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode yaml(String path) {
    try (var reader = Files.newBufferedReader(FOLDER.resolve(path))) {
      return Answer.JSON.valueToTree(new Yaml().load(reader));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode resolve(JsonNode node) {
    return node.path("$ref").asText("").startsWith("#/") ? OPENAPI.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static String schema(JsonNode withContent) {
    return withContent.path("content").valueStream().map(media -> media.path("schema").path("$ref").asText())
        .map(reference -> reference.substring(reference.lastIndexOf('/') + 1)).findFirst().orElse("");
  }
}
