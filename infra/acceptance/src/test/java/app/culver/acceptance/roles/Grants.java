package app.culver.acceptance.roles;

import app.culver.acceptance.support.Uses.Use;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What template.yaml allows: the policies of the functions' roles, and those of the keys. */
final class Grants {
  private static final Grants GRANTS = new Grants();

  private final JsonNode resources = template().path("Resources");
  private final TreeSet<Use> all = new TreeSet<>();

  private Grants() {
    resources.properties().forEach(resource -> {
      var properties = resource.getValue().path("Properties");
      switch (resource.getValue().path("Type").asText()) {
        case "AWS::Serverless::Function" -> ofRole(resource.getKey(), properties.at("/Role/GetAtt").asText());
        case "AWS::KMS::Key" -> ofKey(resource.getKey(), properties);
        default -> {}
      }
    });
  }

  /** Every action on every resource that is allowed to a function. */
  static TreeSet<Use> all() {
    return new TreeSet<>(GRANTS.all);
  }

  private void ofRole(String function, String role) {
    for (var policy : resources.path(role.replace(".Arn", "")).at("/Properties/Policies")) {
      for (var statement : policy.at("/PolicyDocument/Statement")) {
        each(statement.path("Action")).forEach(action -> each(statement.path("Resource"))
            .forEach(resource -> all.add(new Use(function, action.asText(), name(resource)))));
      }
    }
  }

  private void ofKey(String key, JsonNode properties) {
    for (var statement : properties.at("/KeyPolicy/Statement")) {
      each(statement.at("/Principal/AWS")).filter(principal -> principal.has("GetAtt"))
          .forEach(principal -> each(statement.path("Action")).forEach(
              action -> all.add(new Use(function(principal.path("GetAtt").asText()), action.asText(), key))));
    }
  }

  private String function(String roleArn) {
    return resources.propertyStream()
        .filter(resource -> resource.getValue().at("/Properties/Role/GetAtt").asText().equals(roleArn))
        .map(Map.Entry::getKey).findFirst().orElseThrow();
  }

  /** The logical id of a table, log or queue; the method and path of connections. */
  private static String name(JsonNode resource) {
    if (resource.has("GetAtt")) {
      return resource.path("GetAtt").asText().replace(".Arn", "");
    }
    return resource.path("Sub").asText(resource.asText()).replaceFirst("^.*\\$\\{Stage}/", "");
  }

  private static Stream<JsonNode> each(JsonNode oneOrMany) {
    return oneOrMany.isArray() ? oneOrMany.valueStream() : Stream.of(oneOrMany);
  }

  private static JsonNode template() {
    try (var reader = Files.newBufferedReader(Path.of(System.getProperty("culver.root"), "template.yaml"))) {
      return new ObjectMapper().valueToTree(new Yaml(new Tagged()).load(reader));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Reads {@code !GetAtt x} as {@code {GetAtt: x}}. */
  private static final class Tagged extends SafeConstructor {
    Tagged() {
      super(new LoaderOptions());
      yamlMultiConstructors.put("!", new AbstractConstruct() {
        @Override
        public Object construct(Node node) {
          return Map.of(node.getTag().getValue().substring(1), switch (node) {
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode sequence -> constructSequence(sequence);
            case MappingNode mapping -> constructMapping(mapping);
            default -> List.of();
          });
        }
      });
    }
  }
}
