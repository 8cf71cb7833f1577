package app.culver.acceptance.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** template.yaml as AWS's SAM translator hands it to CloudFormation. */
record CloudFormation(JsonNode template) {

  private static CloudFormation translated;

  /** Translates once for all tests. */
  static synchronized CloudFormation translate() {
    if (translated == null) {
      translated = translateNow();
    }
    return translated;
  }

  private static CloudFormation translateNow() {
    var python = Command.environment("sam").resolve("python").toString();
    var script = Command.ROOT.resolve("infra/acceptance/src/test/resources/translate.py").toString();
    try {
      return new CloudFormation(
          new ObjectMapper().readTree(Command.run(Map.of(), python, script, "template.yaml").expectSuccess()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The properties of every resource of a type, by logical id. */
  Map<String, JsonNode> properties(String type) {
    var found = new LinkedHashMap<String, JsonNode>();
    template.path("Resources").properties().forEach(resource -> {
      if (resource.getValue().path("Type").asText().equals(type)) {
        found.put(resource.getKey(), resource.getValue().path("Properties"));
      }
    });
    return found;
  }

  JsonNode resource(String id) {
    return template.path("Resources").path(id);
  }

  /** The parameters of the template that this part of it refers to, by itself or by a condition. */
  TreeSet<String> parametersIn(JsonNode part) {
    var text = part.toString();
    var named = new TreeSet<String>();
    template.path("Parameters").fieldNames().forEachRemaining(parameter -> {
      if (text.contains("{\"Ref\":\"" + parameter + "\"}") || text.contains("${" + parameter + "}")) {
        named.add(parameter);
      }
    });
    template.path("Conditions").properties().forEach(condition -> {
      if (text.contains("{\"Fn::If\":[\"" + condition.getKey() + "\"")
          || text.contains("{\"Condition\":\"" + condition.getKey() + "\"}")) {
        named.addAll(parametersIn(condition.getValue()));
      }
    });
    return named;
  }

  /** The logical ids of the functions that this part of the template points to, without "Function". */
  String function(JsonNode part) {
    var pattern = java.util.regex.Pattern.compile("(\\w+)FunctionAliaslive").matcher(part.toString());
    if (!pattern.find()) {
      throw new AssertionError("no function's alias in " + part);
    }
    return pattern.group(1);
  }
}
