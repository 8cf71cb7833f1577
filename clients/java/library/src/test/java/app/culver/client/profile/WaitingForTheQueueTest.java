package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.Content;
import app.culver.client.Reference;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import app.culver.client.store.Batch;
import app.culver.client.wire.KnownContent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever waits for everything to be sent learns it, although the only answer that said so was lost. */
class WaitingForTheQueueTest extends SiblingsSetting {
  private static final Content.Reacted TO_NOTHING = new Content.Reacted(
      new Reference(DeviceId.of(new byte[16]), MessageId.of(new byte[16])), Optional.of("👍"));

  @Test
  void whatDevicesTellEachOtherIsFoundInTheLog() {
    tablet();
    assertEnds(notes, new KnownContent(List.of(), List.of()).content());
  }

  @Test
  void whatOneIsCalledIsFoundInTheLog() {
    assertEnds(group, new Content.Introduced());
  }

  @Test
  void aReactionToWhatIsNotThereIsFoundInTheLog() {
    assertEnds(group, TO_NOTHING);
  }

  private void assertEnds(ConversationId conversation, Content content) {
    var tail = server.logs.get(conversation).tail;
    var ended = new boolean[1];
    network.unanswered = frame -> frame.contains("\"action\":\"send\"");
    // Her receipt would be something to tell.
    alice.pause();
    simulation.at(Duration.ZERO, () -> {
      phone.parts.outbox.add(conversation, content, new Batch());
      phone.parts.events.watch(() -> {
        ended[0] = phone.parts.outbox.isEmpty();
        return ended[0];
      });
      phone.parts.sender.pump(conversation);
    });
    simulation.run(Duration.ofSeconds(5));
    assertThat(phone.parts.outbox.isEmpty()).as("without an answer").isFalse();
    simulation.at(Duration.ZERO, () -> phone.parts.sync.want(conversation));
    simulation.run(Duration.ofSeconds(5));

    assertThat(server.logs.get(conversation).tail).isEqualTo(tail + 1);
    assertThat(phone.parts.outbox.isEmpty()).as("found in the log").isTrue();
    assertThat(ended[0]).as("and said").isTrue();
  }
}
