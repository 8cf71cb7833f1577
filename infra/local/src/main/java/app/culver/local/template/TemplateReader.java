package app.culver.local.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Turns the resources of one template into records. */
final class TemplateReader {
  private final Path folder;
  private final Deployment deployment;
  private final Names names;
  private final Intrinsics intrinsics;
  private final Map<String, Node> resources = new LinkedHashMap<>();
  private final Map<String, String> types = new LinkedHashMap<>();

  TemplateReader(Path file, Deployment deployment, Map<String, String> given) {
    this.folder = file.toAbsolutePath().getParent();
    this.deployment = deployment;
    var root = TemplateYaml.read(file);
    var declared = section(root, "Resources");
    names = new Names(deployment, declared, Parameters.resolve(section(root, "Parameters"), given));
    intrinsics = new Intrinsics(names::reference, names::attribute, section(root, "Conditions"),
        section(root, "Mappings"));
    var globals = new Globals(section(root, "Globals"));
    declared.forEach((key, value) -> {
      var resource = (Map<?, ?>) value;
      var where = "Resources." + key;
      if (resource.get("Condition") instanceof String condition && !intrinsics.condition(condition, where)) {
        return;
      }
      var type = String.valueOf(resource.get("Type"));
      types.put(key.toString(), type);
      resources.put(key.toString(),
          new Node(intrinsics, where + ".Properties", globals.applyTo(type, resource.get("Properties"))));
    });
  }

  Template read() {
    var functions = new FunctionReader(folder, names);
    var apis = new ApiReader(names);
    var data = new DataReader(deployment, names);
    return new Template(deployment, each("AWS::Serverless::Function", functions::read),
        each("AWS::DynamoDB::Table", data::table), each("AWS::KMS::Key", data::key),
        each("AWS::SQS::Queue", data::queue), each("AWS::S3::Bucket", data::bucket),
        each("AWS::Serverless::HttpApi", (id, node) -> apis.http(id, node, of("AWS::Serverless::Function"))),
        each("AWS::Serverless::WebSocketApi",
            (id, node) -> apis.socket(id, node, of("AWS::ApiGatewayV2::RouteResponse").values())),
        each("AWS::CloudFront::Distribution",
            new WebSiteReader(names, of("AWS::CloudFront::ResponseHeadersPolicy"))::site));
  }

  private Map<String, Node> of(String type) {
    var found = new LinkedHashMap<>(resources);
    found.keySet().removeIf(id -> !types.get(id).equals(type));
    return found;
  }

  private <R> List<R> each(String type, BiFunction<String, Node, R> read) {
    var records = new ArrayList<R>();
    of(type).forEach((id, node) -> records.add(read.apply(id, node)));
    return List.copyOf(records);
  }

  private static Map<?, ?> section(Map<?, ?> root, String name) {
    return Optional.ofNullable((Map<?, ?>) root.get(name)).orElse(Map.of());
  }
}
