package app.culver.local.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads CloudFormation's YAML. The short forms ({@code !Sub}) become the long ones ({@code Fn::Sub}), so that there is one
 * form to evaluate.
 */
final class TemplateYaml extends SafeConstructor {
  private TemplateYaml(LoaderOptions options) {
    super(options);
    yamlMultiConstructors.put("!", new AbstractConstruct() {
      @Override
      public Object construct(Node node) {
        return longForm(node);
      }
    });
  }

  static Map<?, ?> read(Path file) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (var reader = Files.newBufferedReader(file)) {
      if (new Yaml(new TemplateYaml(options)).load(reader) instanceof Map<?, ?> root) {
        return root;
      }
      throw new TemplateException(file.toString(), "is not a template");
    } catch (YAMLException bad) {
      throw new TemplateException(file.toString(), bad.getMessage());
    } catch (IOException bad) {
      throw new UncheckedIOException("cannot read the template " + file, bad);
    }
  }

  private Object longForm(Node node) {
    var name = node.getTag().getValue().substring(1);
    Object value = switch (node) {
      case ScalarNode scalar -> scalar.getValue();
      case SequenceNode sequence -> constructSequence(sequence);
      case MappingNode mapping -> constructMapping(mapping);
      default -> throw new IllegalStateException("unknown kind of node " + node.getNodeId());
    };
    if (name.equals("GetAtt") && value instanceof String dotted) {
      return Map.of("Fn::GetAtt", List.of((Object[]) dotted.split("\\.", 2)));
    }
    return Map.of(name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name, value);
  }
}
