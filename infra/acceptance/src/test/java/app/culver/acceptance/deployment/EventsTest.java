package app.culver.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Contract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The sample events are what the deployed functions would get: routes of the template, bodies of the contract. */
class EventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CloudFormation STACK = CloudFormation.translate();

  @Test
  void everyRouteHasAnEventInTheFolderOfItsFunction() {
    var expected = new TreeSet<String>();
    STACK.resource("HttpApi").path("Properties").path("Body").path("paths").properties()
        .forEach(path -> path.getValue().properties().forEach(method -> expected.add(folder(method.getValue()) + ": "
            + method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
    var integrations = STACK.properties("AWS::ApiGatewayV2::Integration");
    STACK.properties("AWS::ApiGatewayV2::Route").forEach((id, route) -> expected
        .add(folder(integrations.get(id.replace("Route", "Integration"))) + ": " + route.path("RouteKey").asText()));

    var found = new TreeSet<String>();
    for (var file : events()) {
      var event = read(file);
      var folder = file.getParent().getFileName().toString();
      if (!Set.of("authorizer", "deliver", "push").contains(folder)) {
        found
            .add(folder + ": " + event.path("routeKey").asText(event.path("requestContext").path("routeKey").asText()));
      }
    }

    assertThat(found).isEqualTo(expected);
  }

  @Test
  void bodiesAreLikeExamplesOfTheContract() throws IOException {
    var operations = Contract.operations().stream()
        .collect(Collectors.toMap(each -> each.method() + " " + each.path(), Contract.Operation::id));
    for (var file : events()) {
      var event = read(file);
      var body = event.path("body").asText("");
      var route = event.path("requestContext").path("routeKey").asText();
      if (body.isEmpty() || isKeepAlive(file) || route.equals("$default")) {
        continue;
      }
      var folder = event.has("version") ? "http/" + operations.get(route) : "socket/frame-" + route;
      assertThat(isLikeAnExample(folder, JSON.readTree(body))).as(file.toString()).isTrue();
    }
  }

  /** What the daily rule sends is here too, so that the tests that run these events hold that it works. */
  @Test
  void theDailyCallOfEachFunctionIsAmongThem() throws IOException {
    var rules = STACK.properties("AWS::Events::Rule");
    assertThat(rules).hasSameSizeAs(STACK.properties("AWS::Lambda::Function"));
    for (var rule : rules.values()) {
      var target = rule.path("Targets").path(0);
      var folder = folder(target.path("Arn"));
      assertThat(JSON.readTree(input(target.path("Input")))).as(folder)
          .isEqualTo(read(Command.ROOT.resolve("events").resolve(folder).resolve("keep-alive.json")));
    }
  }

  /** Whether an example of the contract has the same members of the same types. */
  private static boolean isLikeAnExample(String folder, JsonNode body) {
    return Contract.files("examples/" + folder).stream()
        .anyMatch(file -> shape(Contract.json("examples/" + folder + "/" + file)).equals(shape(body)));
  }

  private static Object shape(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> node.propertyStream()
          .collect(Collectors.toMap(Map.Entry::getKey, member -> shape(member.getValue())));
      case ARRAY -> node.valueStream().map(EventsTest::shape).toList();
      default -> node.getNodeType();
    };
  }

  private static String input(JsonNode input) {
    var text = input.isObject() ? input.path("Fn::Sub").asText() : input.asText();
    for (var each : Map.of("AWS::Partition", "aws", "AWS::Region", "eu-central-1", "AWS::AccountId", "123456789012",
        "SocketApi", "f6g7h8i9j0", "Stage", "live").entrySet()) {
      text = text.replace("${" + each.getKey() + "}", each.getValue());
    }
    return text;
  }

  private static String folder(JsonNode pointing) {
    return STACK.function(pointing).toLowerCase(Locale.ROOT);
  }

  private static boolean isKeepAlive(Path file) {
    return file.endsWith("keep-alive.json");
  }

  private static List<Path> events() {
    try (var files = Files.walk(Command.ROOT.resolve("events"))) {
      return files.filter(path -> path.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
