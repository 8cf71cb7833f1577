package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Answer;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Contract;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.Recording;
import app.culver.acceptance.support.Schemas;
import app.culver.acceptance.support.Store;
import app.culver.acceptance.support.Wire;
import app.culver.local.tap.TapFaults;
import app.culver.local.tap.TapFaults.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is told when something breaks inside: that it broke, and a number to ask the operator about. */
class ForcedErrorsTest {
  private static final String INSIDE = "inside-that-nobody-may-see";

  private static People people;

  @BeforeAll
  static void meet() {
    people = People.meet();
    people.alice().post("/v1/messages", people.fromAlice("x")).expect(200);
  }

  @TestFactory
  Stream<DynamicTest> anUnforeseenErrorIsInternalByHttp() {
    return operations().map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
      try (var broken = Cloud.running().disturb(answering(400, "ValidationException"));
          var taps = Cloud.running().record()) {
        var problem = ask(operation).expectProblem(500, "internal");
        expectDiscretion(problem, taps);
        expectAnEntry(problem, taps);
        assertThat(broken).isNotNull();
      }
    }));
  }

  @TestFactory
  Stream<DynamicTest> aThrottledTableIsBusyByHttp() {
    return Stream.of("getOwnAccount", "sync", "listConversations").map(Contract::operation)
        .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
          try (var broken = Cloud.running().disturb(answering(400, "ProvisionedThroughputExceededException"));
              var taps = Cloud.running().record()) {
            var answer = ask(operation);
            var problem = answer.expectProblem(503, "busy");
            assertThat(answer.headers().firstValue("retry-after")).hasValue(problem.path("retryAfter").asText());
            expectDiscretion(problem, taps);
            assertThat(broken).isNotNull();
          }
        }));
  }

  @TestFactory
  Stream<DynamicTest> anUnforeseenErrorIsInternalBySocket() {
    var frames = Map.of("hello", RawDevice.object(), "send", people.fromAlice("y"), "sync", people.cursor(0), "receipt",
        RawDevice.object().put("conversation", people.conversation().value()).put("read", 2), "signal",
        RawDevice.object().put("conversation", people.conversation().value()).set("envelope",
            people.fromAlice("z").path("envelopes").path(0)));
    return frames.entrySet().stream().map(frame -> DynamicTest.dynamicTest(frame.getKey(), () -> {
      try (var socket = people.alice().online();
          var broken = Cloud.running().disturb(answering(400, "ValidationException"));
          var taps = Cloud.running().record()) {
        var answer = socket
            .ask(frame.getValue().deepCopy().put("action",
                frame.getKey()));
        assertThat(answer.path("type").asText()).isEqualTo("error");
        var problem = Answer.problem(answer.path("problem"), "internal");
        expectDiscretion(problem, taps);
        expectAnEntry(problem, taps);
        assertThat(broken).isNotNull();
      }
    }));
  }

  @Test
  void aSocketThatCannotBeCheckedIsRefused() {
    try (var broken = Cloud.running().disturb(answering(400, "ValidationException"));
        var taps = Cloud.running().record()) {
      var door = Wire.knock(Cloud.running().settings().socket(), List.of(), "authorization",
          "Bearer " + people.alice().accessToken());
      assertThat(door).isInstanceOfSatisfying(Wire.Refused.class,
          refused -> assertThat(refused.status()).isGreaterThanOrEqualTo(500));
      taps.awaitQuiet();
      expectDiscretion(taps);
      assertThat(broken).isNotNull();
    }
  }

  /** What is fed from streams and queues fails whole, so that it comes again, and says nothing of what it carried. */
  @Test
  void whatHasNoCallerFailsAloudAndComesAgain() {
    var token = people.bob().wakeable();
    try (var taps = Cloud.running().record()) {
      var message = people.fromAlice("w");
      try (var broken = Cloud.running().disturb(breaking("DeliverFunction", "PushFunction"))) {
        people.alice().post("/v1/messages", message).expect(200);
        Cloud.running().awaitStreams(
            () -> taps.ended("DeliverFunction") > 0 && taps.ended("PushFunction") > 0);
        assertThat(broken).isNotNull();
      }
      Cloud.running().awaitStreams(
          () -> Cloud.running().fcm().pushes().stream().anyMatch(push -> push.target().equals(token)));
      taps.awaitQuiet();
      expectDiscretion(taps);
      assertThat(taps.lines().toString()).doesNotContain(token,
          message.path("envelopes").path(0).path("ciphertext").asText());
    }
  }

  private static Stream<Contract.Operation> operations() {
    return Contract.operations().stream().filter(operation -> !operation.id().equals("getKeySet"));
  }

  private static Answer ask(Contract.Operation operation) {
    var body = switch (operation.id()) {
      case "signIn" -> RawDevice.exchange(people.alice().settings(), people.alice().keys(),
          app.culver.acceptance.support.FirebasePhone.idToken(people.alice().settings(),
              Cloud.running().newPhoneNumber()))
          .toString();
      case "refreshSession" -> people.alice().refreshRequest().toString();
      case "setProfile" -> "{\"profile\":\"AAECAwQF\"}";
      case "setHandle" -> "{\"handle\":\"a_handle\"}";
      case "findByPhoneNumber" -> "{\"phoneNumber\":\"+13035550000\"}";
      case "renameDevice" -> "{\"name\":\"AAECAwQF\"}";
      case "setPushToken" -> "{\"provider\":\"fcm\",\"token\":\"cAtO3Ng1QkS8l2bXo4TzUe\"}";
      case "lookUpDirectory" -> "{\"accounts\":[\"" + people.bob().account() + "\"]}";
      case "openConversation" -> RawDevice.object().put("kind", "direct").put("member", people.bob().account().value())
          .put("signature", RawDevice.base64(new byte[64])).toString();
      case "createGroup" -> people.alice().groupRequest(RawDevice.newMessage().value()).toString();
      case "changeMembers" -> people.alice().changeRequest(people.conversation(), 1, RawDevice.left()).toString();
      // It is sealed beforehand, as nothing can be asked while everything is broken.
      case "send" -> message().toString();
      case "sync" -> people.cursor(0).toString();
      case "prepareUpload" -> Store.uploadRequest(0, new byte[8208]).toString();
      case "prepareDownload" -> Store.downloadRequest(0).toString();
      default -> null;
    };
    return people.alice().http(operation.method(), people.path(operation), body);
  }

  private static JsonNode message() {
    var message = RawDevice.object().put("conversation", people.conversation().value()).put("since", 1);
    message.putArray("envelopes").addObject().put("id", RawDevice.newMessage().value()).put("suite", "hpke")
        .put("nonce", RawDevice.base64(new byte[12])).put("ciphertext", RawDevice.base64(new byte[17]))
        .put("signature", RawDevice.base64(new byte[64])).putArray("recipients");
    return message;
  }

  /** Every call to a table fails so. */
  private static TapFaults answering(int status, String type) {
    var fault = Fault.Answered.error(status, type, INSIDE);
    return (service, operation, instance, request) -> service.equals("dynamodb") ? fault : new Fault.None();
  }

  /** Every call of these functions to a table fails. */
  private static TapFaults breaking(String... functions) {
    var faults = answering(400, "ValidationException");
    return (service, operation, instance, request) -> Stream.of(functions).anyMatch(instance::startsWith)
        ? faults.on(service, operation, instance, request)
        : new Fault.None();
  }

  /** What the operator finds by the number. */
  private static void expectAnEntry(JsonNode problem, Recording taps) {
    taps.awaitQuiet();
    assertThat(taps.lines()).anyMatch(line -> line.text().contains(problem.path("requestId").asText()));
  }

  private static void expectDiscretion(JsonNode problem, Recording taps) {
    assertThat(Schemas.STRICT.faults("problem.json", problem)).isEmpty();
    assertThat(problem.toString()).doesNotContain(INSIDE, "Exception", "app.culver", "software.amazon", ".java", "\\n",
        "at ");
    expectDiscretion(taps);
  }

  private static void expectDiscretion(Recording taps) {
    var logged = taps.lines().toString();
    assertThat(List.of(people.alice().accessToken(), people.alice().refreshToken())).noneMatch(logged::contains);
  }
}
