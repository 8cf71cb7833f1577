package app.culver.local.event;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.event.EventFaults.Mishap;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.gateway.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final List<String> MESSAGES = List.of("a", "b", "c");

  private final List<List<String>> handed = new ArrayList<>();
  private String answer = "{\"batchItemFailures\":[]}";

  /** Which of the messages come again. */
  private List<String> failed(Mishap mishap) {
    var batches = new Batches((function, event) -> {
      handed.add(Json.parse(event).orElseThrow().path("Records").valueStream()
          .map(record -> record.path("messageId").asText()).toList());
      return new Invocation.Returned(answer.getBytes(StandardCharsets.UTF_8));
    });
    batches.disturb((function, event) -> mishap);
    var event = Json.object();
    MESSAGES.forEach(message -> event.withArray("Records").addObject().put("messageId", message));
    return List.copyOf(BatchAnswer.failed(batches.invoke("Fn", Json.bytes(event)), true, MESSAGES));
  }

  @Test
  void aBatchIsHandedOverOnceUnlessAskedOtherwise() {
    assertThat(failed(Mishap.NONE)).isEmpty();
    assertThat(handed).containsExactly(MESSAGES);
  }

  @Test
  void aRepeatedBatchIsHandedOverTwice() {
    assertThat(failed(Mishap.REPEATED)).isEmpty();
    assertThat(handed).containsExactly(MESSAGES, MESSAGES);
  }

  @Test
  void aReorderedBatchBeginsWithItsLastRecord() {
    assertThat(failed(Mishap.REORDERED)).isEmpty();
    assertThat(handed).containsExactly(List.of("c", "b", "a"));
  }

  @Test
  void ofAPartlyFailedBatchEveryOtherRecordComesAgainBesideThoseThatFailed() {
    answer = "{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}";
    assertThat(failed(Mishap.PARTLY_FAILED)).containsExactlyInAnyOrder("a", "b", "c");

    answer = "{}";
    assertThat(failed(Mishap.PARTLY_FAILED)).containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void aBatchWhoseAnswerIsLostComesAgainAsAWhole() {
    assertThat(failed(Mishap.ANSWER_LOST)).containsExactlyElementsOf(MESSAGES);
    assertThat(handed).containsExactly(MESSAGES);
  }
}
