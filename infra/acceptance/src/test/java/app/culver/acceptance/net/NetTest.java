package app.culver.acceptance.net;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Answer;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Member;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.RawSocket;
import app.culver.local.tap.TapFaults;
import app.culver.local.tap.TapFaults.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Alice's invocation dies as soon as what she does is in the log; she never tries again. */
class NetTest {
  /** How long the net below may take. */
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Cloud cloud = Cloud.running();
  private final People people = People.meet();

  private void writeAndDie(String text) {
    var message = people.fromAlice(text);
    dyingAfter("PutItem", "MessagesFunction", () -> people.alice().post("/v1/messages", message));
  }

  private void dyingAfter(String write, String function, Supplier<Answer> request) {
    TapFaults faults = (service, operation, instance, body) -> instance.startsWith(function) && operation.equals(write)
        ? new Fault.Killed(true)
        : new Fault.None();
    try (var death = cloud.disturb(faults)) {
      assertThat(death).isNotNull();
      assertThat(request.get().status()).isGreaterThanOrEqualTo(500);
    }
  }

  private long head() {
    return cloud.tables().items("ConversationsTable").stream()
        .filter(item -> item.at("/item/S").asText().equals("head"))
        .filter(item -> item.at("/conversation/S").asText().equals(people.conversation().value()))
        .mapToLong(item -> item.at("/seq/N").asLong()).findFirst().orElse(0);
  }

  private static boolean isEntry(JsonNode frame, long seq) {
    return frame.path("type").asText().equals("entry") && frame.at("/entry/seq").asLong() == seq;
  }

  @Test
  void whoIsConnectedGetsTheMessageAllTheSame() {
    try (var bob = people.bob().online(); var laptop = people.laptop().online()) {
      writeAndDie("left undone");

      cloud.awaitWithin(BOUND, () -> head() == 2 && bob.rest().stream().anyMatch(frame -> isEntry(frame, 2)));

      bob.await(frame -> isEntry(frame, 2));
      laptop.await(frame -> isEntry(frame, 2));
    }
  }

  @Test
  void whoIsAwayIsWoken() {
    var token = people.bob().wakeable();
    writeAndDie("left undone");

    cloud.awaitWithin(BOUND, () -> cloud.fcm().pushes().stream().anyMatch(push -> push.target().equals(token)));

    assertThat(cloud.fcm().pushes()).filteredOn(push -> push.target().equals(token)).hasSize(1);
  }

  @Test
  void whoHasAcknowledgedIsLeftInPeace() {
    try (var bob = people.bob().online()) {
      people.alice().post("/v1/messages", people.fromAlice("once")).expect(200);
      bob.await(frame -> isEntry(frame, 2));
      acknowledge(bob, 2);

      cloud.awaitStreams(() -> head() == 2);
      bob.ask(RawDevice.object().put("action", "ping"));

      assertThat(bob.rest()).noneMatch(frame -> isEntry(frame, 2));
    }
  }

  @Test
  void whoIsRemovedFromAGroupLearnsItAllTheSame() {
    var group = people.alice().createGroup(new Member(people.bob().account(), "member"));
    try (var bob = people.bob().online()) {
      dyingAfter("TransactWriteItems", "ConversationsFunction",
          () -> people.alice().change(group, 1, RawDevice.removed(people.bob().account())));

      cloud.awaitWithin(BOUND, () -> bob.rest().stream().anyMatch(frame -> isEntry(frame, 2)));

      assertThat(bob.await(frame -> isEntry(frame, 2)).at("/entry/membership/type").asText()).isEqualTo("removed");
    }
  }

  /** The window ends just after the message was sent: it waits, and is looked at once more. */
  @Test
  void aYoungMessageWaitsForItsReceiptAndIsThenPostedAgain() {
    people.alice().post("/v1/messages", people.fromAlice("before")).expect(200);
    cloud.awaitStreams(() -> head() == 2);
    try (var bob = people.bob().online(); var taps = cloud.record()) {
      writeAndDie("left undone");
      cloud.awaitQueues(Duration.ofSeconds(41), () -> head() == 3);
      taps.awaitEnded("DeliverFunction", 1);

      cloud.awaitWithin(BOUND.minusSeconds(41),
          () -> bob.rest().stream().anyMatch(frame -> isEntry(frame, 3)) && cloud.depth("LaterQueue") == 0);
    }
  }

  private void acknowledge(RawSocket socket, long seq) {
    socket.send(RawDevice.object().put("action", "receipt").put("conversation", people.conversation().value())
        .put("delivered", seq).toString());
  }
}
