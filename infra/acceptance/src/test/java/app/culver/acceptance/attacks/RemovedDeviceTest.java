package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Answer;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Contract;
import app.culver.acceptance.support.FirebasePhone;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.RawSocket;
import app.culver.acceptance.support.Store;
import app.culver.acceptance.support.Wire;
import app.culver.client.crypto.DeviceKeys;
import app.culver.local.gateway.GatewayFaults;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Removal is immediate: what a removed device still holds, an unexpired token and an open socket, does nothing. */
class RemovedDeviceTest {
  private final People people = People.meet();

  @Test
  void itsSocketIsClosed() {
    try (var socket = people.laptop().online()) {
      people.alice().delete("/v1/devices/" + people.laptop().device()).expect(204);

      socket.awaitClose();
    }
  }

  @Test
  void signingOutIsRemoval() {
    try (var socket = people.laptop().online()) {
      people.laptop().delete("/v1/sessions/current").expect(204);

      socket.awaitClose();
    }
    people.laptop().get("/v1/account").expectProblem(401, "session-ended");
    assertThat(people.alice().get("/v1/devices").expect(200).path("devices")).hasSize(1);
  }

  @Test
  void itsTokenOpensNoRoute() {
    people.alice().delete("/v1/devices/" + people.laptop().device()).expect(204);
    var routes = Contract.operations().stream().filter(Contract.Operation::isProtected).toList();
    assertThat(routes).hasSizeGreaterThan(10);
    for (var route : routes) {
      Nothing.changesOrIsSentBy(() -> people.laptop().http(route.method(), people.path(route), body(route.id()))
          .expectProblem(401, "session-ended"));
    }
  }

  @Test
  void itsTokenOpensNoSocket() {
    people.alice().delete("/v1/devices/" + people.laptop().device()).expect(204);

    Nothing.changesBy(() -> assertThat(Wire.knock(people.laptop().settings().socket(),
        List.of("culver.v1", "bearer." + people.laptop().accessToken())))
        .isIn(new Wire.Refused(401), new Wire.Refused(403)));
  }

  /** Nobody knows of such a socket, so that it cannot be closed before. */
  @Test
  void aSocketThatNeverSaidHelloIsClosedAtItsFirstFrame() {
    try (var socket = people.laptop().connect()) {
      people.alice().delete("/v1/devices/" + people.laptop().device()).expect(204);

      expectEnded(socket, frame("ping"));

      socket.awaitClose();
    }
  }

  /** The call that would close it fails, as calls do. */
  @Test
  void itsSocketSendsNothingAndHearsNothingEvenIfItStaysOpen() {
    try (var socket = people.laptop().online();
        var stuck = Cloud.running().disturb(deletesFail())) {
      assertThat(stuck).isNotNull();
      people.alice().delete("/v1/devices/" + people.laptop().device()).expect(204);
      for (var frame : frames()) {
        Nothing.changesOrIsSentBy(() -> expectEnded(socket, frame));
      }

      people.bob().post("/v1/messages", people.bob().message(people.conversation(), 1, RawDevice.newMessage(), "later",
          people.alice().account(), people.bob().account())).expect(200);

      people.alice().online().ask(RawDevice.object().put("action", "ping"));
      assertThat(socket.rest()).noneMatch(frame -> frame.path("type").asText().equals("entry"));
    }
  }

  /** The ID token, the keys and the proof are all still good. */
  @Test
  void aSignInThatWasCaughtDoesNotBringItBack() {
    var settings = Cloud.running().settings();
    var number = Cloud.running().newPhoneNumber();
    var other = RawDevice.signIn(settings, number);
    var caught = RawDevice.exchange(settings, DeviceKeys.generate(new SecureRandom()),
        FirebasePhone.idToken(settings, number));
    var device = RawDevice.post(settings, "/v1/sessions", caught).expect(201).path("device").asText();
    RawDevice.post(settings, "/v1/sessions", caught).expect(201);
    Cloud.running().clock().advance(Duration.ofMinutes(1));
    other.delete("/v1/devices/" + device).expect(204);

    Nothing.changesOrIsSentBy(
        () -> RawDevice.post(settings, "/v1/sessions", caught).expectProblem(401, "sign-in-refused"));

    assertThat(RawDevice.signIn(settings, number).account()).isEqualTo(other.account());
  }

  /** Messages sealed for it are refused from then on, and those for it are not accepted from anybody. */
  @Test
  void nobodySealsToItAnyMore() {
    var sealedBefore = people.fromBob("for three devices");
    people.alice().delete("/v1/devices/" + people.laptop().device()).expect(204);

    var problem = people.bob().post("/v1/messages", sealedBefore).expectProblem(409, "stale-device-list");

    assertThat(problem.path("extra").path(0).path("device").asText()).isEqualTo(people.laptop().device().value());
    assertThat(problem.path("missing")).isEmpty();
  }

  private List<ObjectNode> frames() {
    var signal = frame("signal");
    signal.put("conversation", people.conversation().value()).set("envelope",
        message().path("envelopes").path(0));
    return List.of(frame("hello"), frame("send").setAll(message()), frame("sync").setAll(people.cursor(0)),
        frame("receipt").put("conversation", people.conversation().value()).put("read", 1), signal);
  }

  private ObjectNode message() {
    return people.fromAlice("still here?");
  }

  private String body(String operation) {
    return switch (operation) {
      case "setProfile" -> "{\"profile\":\"AAECAwQF\"}";
      case "setHandle" -> "{\"handle\":\"removed_device\"}";
      case "findByPhoneNumber" -> "{\"phoneNumber\":\"+13035550000\"}";
      case "renameDevice" -> "{\"name\":\"AAECAwQF\"}";
      case "setPushToken" -> "{\"provider\":\"fcm\",\"token\":\"cAtO3Ng1QkS8l2bXo4TzUe\"}";
      case "lookUpDirectory" -> RawDevice.object().set("accounts",
          RawDevice.object().arrayNode().add(people.bob().account().value())).toString();
      case "openConversation" -> RawDevice.object().put("kind", "direct").put("member", people.bob().account().value())
          .put("signature", RawDevice.base64(new byte[64])).toString();
      case "createGroup" -> people.laptop().groupRequest(RawDevice.newMessage().value()).toString();
      case "changeMembers" -> people.laptop().changeRequest(people.conversation(), 1, RawDevice.left()).toString();
      case "send" -> people.fromAlice("x").toString();
      case "sync" -> people.cursor(0).toString();
      case "prepareUpload" -> Store.uploadRequest(0, new byte[8208]).toString();
      case "prepareDownload" -> Store.downloadRequest(0).toString();
      default -> null;
    };
  }

  private static void expectEnded(RawSocket socket, ObjectNode frame) {
    JsonNode answer = socket.ask(frame);
    assertThat(answer.path("type").asText()).as("%s", frame).isEqualTo("error");
    Answer.problem(answer.path("problem"), "session-ended");
  }

  private static ObjectNode frame(String action) {
    return RawDevice.object().put("action", action);
  }

  private static GatewayFaults deletesFail() {
    return new GatewayFaults() {
      @Override
      public ManagementFault onManagement(String method, String connection, byte[] body) {
        return method.equals("DELETE") ? ManagementFault.INTERNAL_ERROR : ManagementFault.NONE;
      }
    };
  }
}
