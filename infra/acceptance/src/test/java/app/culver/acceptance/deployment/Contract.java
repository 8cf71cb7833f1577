package app.culver.acceptance.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/** The routes of contract/, and its examples. */
final class Contract {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Contract() {}

  /** Operation ids of HTTP by route keys, such as {@code GET /v1/devices}. */
  static Map<String, String> operations() {
    var operations = new TreeMap<String, String>();
    yaml("openapi.yaml").path("paths").properties()
        .forEach(path -> path.getValue().properties().stream().filter(method -> method.getValue().has("operationId"))
            .forEach(method -> operations.put(method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                method.getValue().path("operationId").asText())));
    return operations;
  }

  /** The actions of the client's frames. */
  static TreeSet<String> actions() {
    var actions = new TreeSet<String>();
    yaml("asyncapi.yaml").path("channels").path("socket").path("messages").properties().stream()
        .filter(message -> message.getKey().startsWith("frame-"))
        .forEach(message -> actions.add(message.getValue().path("name").asText()));
    return actions;
  }

  /** Whether an example has the same members of the same types. */
  static boolean isLikeAnExample(String folder, JsonNode body) {
    try (var files = Files.walk(Command.ROOT.resolve("contract/examples").resolve(folder))) {
      for (var file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        if (shape(JSON.readTree(file.toFile())).equals(shape(body))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Object shape(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        var members = new TreeMap<String, Object>();
        node.properties().forEach(member -> members.put(member.getKey(), shape(member.getValue())));
        yield members;
      }
      case ARRAY -> node.valueStream().map(Contract::shape).toList();
      default -> node.getNodeType();
    };
  }

  private static JsonNode yaml(String name) {
    try (var reader = Files.newBufferedReader(Command.ROOT.resolve("contract").resolve(name))) {
      return JSON.valueToTree(new Yaml().load(reader));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
