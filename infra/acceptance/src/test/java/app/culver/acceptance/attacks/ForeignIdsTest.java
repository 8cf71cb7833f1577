package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Answer;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Contract;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.Store;
import app.culver.local.function.FunctionListener;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every route with an identifier in its path, as openapi.yaml has them, tried with somebody else's. */
class ForeignIdsTest {
  /** Parameters of paths that are looked up by anybody: what they name is public to those who know it. */
  private static final Set<String> PUBLIC = Set.of("account", "handle");
  private static final String MEDIA = RawDevice.newMessage().value();

  private static People people;

  @BeforeAll
  static void meet() {
    people = People.meet();
  }

  @TestFactory
  Stream<DynamicTest> whatIsSomebodyElsesIsNotThere() {
    return Contract.operations().stream()
        .filter(operation -> operation.path().contains("{") && !PUBLIC.contains(parameter(operation)))
        .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> Nothing.changesOrIsSentBy(() -> {
          var foreign = asked(operation, foreign().get(parameter(operation)));
          var absent = asked(operation, RawDevice.newMessage().value());

          foreign.answer().expectProblem(404, "not-found");
          expectTheSame(foreign.answer(), absent.answer());
          assertThat(foreign.calls()).as("what is asked takes its time").isNotEmpty().isEqualTo(absent.calls());
        })));
  }

  /** An answer, and what the function asked of other services for it, which is what its time consists of. */
  private record Asked(Answer answer, List<String> calls) {}

  private static Asked asked(Contract.Operation operation, String id) {
    try (var taps = Cloud.running().record()) {
      var answer = ask(operation, id);
      taps.awaitQuiet();
      return new Asked(answer, taps.runs().stream().filter(run -> isOf(operation, id, run))
          .flatMap(run -> taps.calls(run).stream()).map(call -> call.service() + " " + call.operation()).toList());
    }
  }

  /** Other invocations, of queues, streams and others' sockets, have other reasons to run. */
  private static boolean isOf(Contract.Operation operation, String id, FunctionListener.Run run) {
    return new String(run.event(), StandardCharsets.UTF_8).contains("\"rawPath\":\"" + path(operation, id) + "\"");
  }

  private static void expectTheSame(Answer foreign, Answer absent) {
    assertThat(comparable(foreign.body())).isEqualTo(comparable(absent.body()));
    assertThat(foreign.headers().map().keySet()).isEqualTo(absent.headers().map().keySet());
    assertThat(foreign.headers().firstValue("content-length"))
        .isEqualTo(absent.headers().firstValue("content-length"));
  }

  /** The kinds of identifiers look the same, so one may be tried in place of another. */
  @TestFactory
  Stream<DynamicTest> anIdentifierOfAnotherKindIsNotThere() {
    var ids = Map.of("account", people.bob().account().value(), "own account", people.mallory().account().value(),
        "device",
        people.bob().device().value(), "conversation", people.conversation().value());
    return Contract.operations().stream().filter(operation -> operation.path().contains("{"))
        .flatMap(operation -> ids.entrySet().stream().filter(id -> !id.getKey().endsWith(parameter(operation)))
            .map(id -> DynamicTest.dynamicTest(operation.id() + " with " + id.getKey(), () -> {
              var status = ask(operation, id.getValue()).status();
              assertThat(status).isIn(400, 404);
            })));
  }

  @Test
  void aStrangersDeviceStaysWhateverIsTried() {
    Nothing.changesBy(() -> {
      people.mallory().delete("/v1/devices/" + people.alice().device()).expectProblem(404, "not-found");
      people.mallory().http("PUT", "/v1/devices/" + people.alice().device() + "/name", "{\"name\":\"AAECAwQF\"}")
          .expectProblem(404, "not-found");
    });
    people.alice().get("/v1/account").expect(200);
  }

  private static Map<String, String> foreign() {
    return Map.of("device", people.alice().device().value(), "conversation", people.conversation().value());
  }

  private static Answer ask(Contract.Operation operation, String id) {
    assertThat(id).as("an identifier for {%s}", parameter(operation)).isNotNull();
    var body = switch (operation.id()) {
      case "renameDevice" -> "{\"name\":\"AAECAwQF\"}";
      case "changeMembers" ->
        people.mallory().changeRequest(people.conversation(), 1, RawDevice.left()).toString();
      case "prepareUpload" -> Store.uploadRequest(0, new byte[8208]).toString();
      case "prepareDownload" -> Store.downloadRequest(0).toString();
      default -> {
        assertThat(operation.requestSchema()).as("a body for %s", operation.id()).isEmpty();
        yield null;
      }
    };
    return people.mallory().http(operation.method(), path(operation, id), body);
  }

  private static String path(Contract.Operation operation, String id) {
    return operation.path().replaceFirst("\\{[^}]*}", id).replace("{media}", MEDIA);
  }

  private static String parameter(Contract.Operation operation) {
    return operation.path().replaceFirst("[^{]*\\{([^}]*)}.*", "$1");
  }

  private static JsonNode comparable(JsonNode problem) {
    return ((ObjectNode) problem.deepCopy()).without("requestId");
  }
}
