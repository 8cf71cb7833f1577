package app.culver.acceptance.cost;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.Recording;
import app.culver.client.identifier.ConversationId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What it costs to wake a device, beside the message. The numbers may only go down. */
class PushCostTest {
  private final Cloud cloud = Cloud.running();
  private final RawDevice alice = cloud.newDevice();
  private final RawDevice bob = cloud.newDevice();

  @Test
  void aMessageToOneWhoIsAwayAndHasToBeWoken() {
    var token = bob.wakeable();
    var conversation = alice.converse(bob.account());
    receiveAndLeave(conversation);
    // What asked for a push before, the conversation's first entry among it, is not counted.
    cloud.awaitQueues(Duration.ofSeconds(3), () -> cloud.depth("PushQueue") == 0);
    var message = alice.message(conversation, 1, RawDevice.newMessage(), "Are you coming tonight?", alice.account(),
        bob.account());
    try (var held = cloud.disturb(new SideBySide());
        var taps = cloud.record()) {
      assertThat(held).isNotNull();
      alice.post("/v1/messages", message).expect(200);
      taps.awaitQuiet();
      var sent = Cost.of(taps, "MessagesFunction");
      assertThat(sent).isEqualTo(new Cost(1, 1, 4, 0, 0, 3));
      Readme.tells("message by HTTP, peer away and to be woken", sent);
      assertThat(ofQueues(taps, "MessagesFunction")).isEqualTo(1);

      cloud.awaitQueues(Duration.ofSeconds(3),
          () -> cloud.fcm().pushes().stream().anyMatch(push -> push.target().equals(token)));
      taps.awaitQuiet();
      var pushed = Cost.of(taps, "PushFunction");
      assertThat(pushed).isEqualTo(new Cost(1, 2, 2, 0, 0, 3));
      Readme.tells("push", pushed);
      assertThat(ofQueues(taps, "PushFunction")).isZero();
    }
  }

  /** So that there is a receipt to be read, which costs a unit. */
  private void receiveAndLeave(ConversationId conversation) {
    try (var socket = bob.online()) {
      socket.send(
          RawDevice.object().put("action", "receipt").put("conversation", conversation.value()).put("read", 1)
              .toString());
      cloud.awaitQueues(Duration.ZERO, () -> cloud.tables().items("ConversationsTable").stream()
          .anyMatch(item -> item.at("/item/S").asText().endsWith(bob.device().value())));
    }
    cloud.awaitQueues(Duration.ZERO, () -> !cloud.tables().isConnected(bob));
  }

  private static long ofQueues(Recording taps, String function) {
    return taps.calls(function).stream().filter(call -> call.service().equals("sqs")).count();
  }
}
