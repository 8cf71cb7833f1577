package app.culver.acceptance.roles;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.contract.Replay;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Crowd;
import app.culver.acceptance.support.Member;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.RawSocket;
import app.culver.acceptance.support.Uses.Use;
import app.culver.local.fcm.Answer;
import app.culver.local.gateway.GatewayFaults;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A role allows nothing that its function does not do, which is found out by a tour of all the functions' work. That no
 * function does what its role would refuse is held by {@link RoleGuard}, in all tests.
 */
class RolesTest {
  /** What is allowed and not seen at the taps, and who does it. */
  private static final Map<String, String> BY_OTHERS = Map.ofEntries(
      Map.entry("logs:CreateLogStream", "Lambda writes the log"),
      Map.entry("logs:PutLogEvents", "Lambda writes the log"),
      Map.entry("dynamodb:DescribeStream", "Lambda reads the stream"),
      Map.entry("dynamodb:GetRecords", "Lambda reads the stream"),
      Map.entry("dynamodb:GetShardIterator", "Lambda reads the stream"),
      Map.entry("dynamodb:ListStreams", "Lambda reads the stream"),
      Map.entry("sqs:SendMessage", "Lambda gives up on a batch"),
      Map.entry("sqs:ReceiveMessage", "Lambda reads the queue"),
      Map.entry("sqs:DeleteMessage", "Lambda takes what is done out of the queue"),
      Map.entry("sqs:GetQueueAttributes", "Lambda looks how long the queue is"),
      Map.entry("s3:PutObject", "clients do, by addresses that the function has signed"),
      Map.entry("s3:GetObject", "clients do, by addresses that the function has signed"),
      Map.entry("ssm:GetParameter", "the function reads the service account, which a stub does not want"));

  @BeforeAll
  static void makeTheTour() {
    Replay.told();
    handlesChange(Cloud.running().newDevice());
    somebodyIsGone(People.meet());
    socketsAreClosed(People.meet());
    devicesAreWoken(People.meet());
    somebodyLeaves(People.meet());
    somebodyDeletesTheAccount(People.meet());
    manyAreTold(new Crowd(65));
    aDeviceGoesThatToldReceipts(People.meet());
  }

  private static void handlesChange(RawDevice device) {
    device.http("PUT", "/v1/account/handle", "{\"handle\":\"first_one\"}").expect(204);
    device.http("PUT", "/v1/account/handle", "{\"handle\":\"other_one\"}").expect(204);
    device.delete("/v1/account/handle").expect(204);
  }

  /** And asks whether it worked. */
  private static void somebodyLeaves(People people) {
    var group = people.alice().createGroup(Member.of(people.bob().account()));
    people.bob().change(group, 1, RawDevice.left()).expect(200);
    people.bob().change(group, 1, RawDevice.left()).expectProblem(404, "not-found");
  }

  /** And another of the account has come as far then. */
  private static void aDeviceGoesThatToldReceipts(People people) {
    try (var laptop = people.laptop().online();
        var alice = people.alice().online();
        var bob = people.bob().online()) {
      laptop.send(read(people, 1));
      bob.await("receipt");
      people.alice().delete("/v1/devices/" + people.laptop().device()).expect(204);
      var message = people.bob().message(people.conversation(), 1, RawDevice.newMessage(), "x",
          people.alice().account());
      people.bob().post("/v1/messages", message).expect(200);
      alice.send(read(people, 2));
      bob.await("receipt");
    }
  }

  private static String read(People people, long seq) {
    return RawDevice.object().put("action", "receipt").put("conversation", people.conversation().value())
        .put("read", seq).toString();
  }

  /** Who has a conversation, and blocks somebody. */
  private static void somebodyDeletesTheAccount(People people) {
    people.bob().put("/v1/blocks/" + people.mallory().account()).expect(204);
    people.bob().delete("/v1/account").expect(204);
  }

  /** Each function that posts finds out that somebody is gone, and clears the presence; the net below them, too. */
  private static void somebodyIsGone(People people) {
    try (var alice = people.alice().online();
        var bob = people.bob().online();
        var mallory = people.mallory().online()) {
      try (var gone = Cloud.running().disturb(everybodyIsGone())) {
        assertThat(gone).isNotNull();
        people.alice().converse(people.mallory().account());
        people.bob().post("/v1/messages", people.fromBob("x")).expect(200);
      }
      for (var socket : new RawSocket[]{alice, bob, mallory}) {
        socket.ask(RawDevice.object().put("action", "hello"));
      }
      people.bob().post("/v1/messages", people.fromBob("y")).expect(200);
      try (var gone = Cloud.running().disturb(everybodyIsGone())) {
        assertThat(gone).isNotNull();
        Cloud.running().awaitStreams(() -> used()
            .contains(new Use("DeliverFunction", "dynamodb:UpdateItem", "AccountsTable")));
      }
    }
  }

  /** By a newer one, by the misuse of a token, by the removal of a device. */
  private static void socketsAreClosed(People people) {
    try (var older = people.bob().online(); var newer = people.bob().online()) {
      assertThat(newer.rest()).isEmpty();
      older.awaitClose();
    }
    try (var silent = people.laptop().connect(); var socket = people.laptop().online()) {
      people.alice().delete("/v1/devices/" + people.laptop().device()).expect(204);
      socket.awaitClose();
      silent.ask(RawDevice.object().put("action", "ping"));
      silent.awaitClose();
    }
    try (var socket = people.mallory().online()) {
      var spent = people.mallory().refreshRequest();
      people.mallory().refresh();
      people.mallory().refresh();
      RawDevice.post(people.mallory().settings(), "/v1/sessions/refresh", spent).expectProblem(401, "refresh-refused");
      socket.awaitClose();
    }
  }

  /** More than one invocation tells. */
  private static void manyAreTold(Crowd crowd) {
    try (var socket = crowd.others().getLast().online()) {
      crowd.alice().post("/v1/messages", crowd.message()).expect(200);
      socket.await("entry");
    }
  }

  /** One that is there, one whose token has changed hands, one that is no longer registered, and one later. */
  private static void devicesAreWoken(People people) {
    var cloud = Cloud.running();
    var token = people.mallory().wakeable();
    people.bob().setPushToken(token);
    people.bob().delete("/v1/devices/current/push-token").expect(204);
    var gone = people.laptop().wakeable();
    var busy = people.alice().wakeable();
    cloud.fcm().answer(gone, new Answer.Unregistered());
    cloud.fcm().answer(busy, new Answer.QuotaExceeded(Duration.ofSeconds(1)));
    people.bob().post("/v1/messages", people.fromBob("x")).expect(200);
    cloud.awaitQueues(Duration.ofSeconds(3),
        () -> cloud.fcm().pushes().stream().filter(push -> push.target().equals(busy)).count() > 1);
    cloud.fcm().acceptAll();
    cloud.awaitQueues(Duration.ofSeconds(10), () -> cloud.depth("PushQueue") == 0);
    people.laptop().wakeable();
    people.laptop().delete("/v1/sessions/current").expect(204);
  }

  @Test
  void noRoleAllowsWhatItsFunctionDoesNotDo() {
    var unused = Grants.all();
    unused.removeAll(used());
    unused.removeIf(use -> BY_OTHERS.containsKey(use.action()));

    assertThat(unused).isEmpty();
  }

  @Test
  void whatOthersDoInAFunctionsNameIsStillAllowedToSome() {
    assertThat(Grants.all()).extracting(Use::action).containsAll(BY_OTHERS.keySet());
  }

  private static TreeSet<Use> used() {
    return Cloud.running().uses().all();
  }

  private static GatewayFaults everybodyIsGone() {
    return new GatewayFaults() {
      @Override
      public ManagementFault onManagement(String method, String connection, byte[] body) {
        return ManagementFault.GONE;
      }
    };
  }
}
