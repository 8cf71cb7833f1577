package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Answer;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Message ids that come again: the same message, another one, or somebody else's. */
class MessageIdsTest {
  private final People people = People.meet();

  @Test
  void theSameIdWithOtherBytesIsRefusedWithThePlaceOfTheFirst() {
    var message = people.fromAlice("first");
    var seq = people.alice().post("/v1/messages", message).expect(200).path("accepted").path(0).path("seq").asLong();
    for (var altered : new String[]{"ciphertext", "nonce", "signature"}) {
      var other = message.deepCopy();
      var envelope = (ObjectNode) other.path("envelopes").path(0);
      var value = envelope.path(altered).asText();
      envelope.put(altered, (value.charAt(0) == 'A' ? "B" : "A") + value.substring(1));
      Nothing.changesOrIsSentBy(() -> {
        var problem = people.alice().post("/v1/messages", other).expectProblem(409, "message-id-reused");
        assertThat(problem.path("seq").asLong()).isEqualTo(seq);
      });
    }
    assertThat(people.tail()).isEqualTo(seq);
  }

  @Test
  void bySocketTheSame() {
    try (var socket = people.alice().online()) {
      var message = people.fromAlice("first").put("action", "send");
      var seq = socket.ask(message).path("accepted").path(0).path("seq").asLong();
      ((ObjectNode) message.path("envelopes").path(0)).put("nonce", "AAAAAAAAAAAAAAAA");
      Nothing.changesBy(() -> {
        var problem = Answer.problem(socket.ask(message).path("problem"), "message-id-reused");
        assertThat(problem.path("seq").asLong()).isEqualTo(seq);
      });
    }
  }

  @Test
  void anIdOfAnotherDeviceIsFree() {
    var id = RawDevice.newMessage();
    var accounts = new app.culver.client.identifier.AccountId[]{people.alice().account(), people.bob().account()};
    for (var sender : new RawDevice[]{people.alice(), people.laptop(), people.bob()}) {
      sender.post("/v1/messages", sender.message(people.conversation(), 1, id, "mine", accounts)).expect(200);
    }
    assertThat(people.tail()).isEqualTo(4);
  }

  @Test
  void twentyAttemptsAtOnceAreOneMessage() throws InterruptedException {
    var message = people.fromAlice("once");
    try (var attempts = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = attempts.invokeAll(IntStream.range(0, 20)
          .<Callable<Long>>mapToObj(attempt -> () -> people.alice().post("/v1/messages", message).expect(200)
              .path("accepted").path(0).path("seq").asLong())
          .toList());
      assertThat(answers).extracting(answer -> answer.resultNow()).containsOnly(2L);
    }
    assertThat(people.tail()).isEqualTo(2);
  }

  @Test
  void aRepetitionIsAnsweredAlikeEvenIfTheDevicesHaveChanged() {
    var message = people.fromAlice("before");
    var first = people.alice().post("/v1/messages", message).expect(200);
    people.alice().delete("/v1/devices/" + people.laptop().device()).expect(204);

    Nothing.changesBy(() -> assertThat(people.alice().post("/v1/messages", message).expect(200)).isEqualTo(first));
  }

  /** {@code since} is only a hint: whatever is claimed, nothing is overwritten and no place is taken twice. */
  @Test
  void aFalseSinceHarmsNobody() {
    people.alice().post("/v1/messages", people.fromAlice("one")).expect(200);
    for (var since : new long[]{1, 2, 3, 1_000_000, (1L << 53) - 1}) {
      people.bob().post("/v1/messages", people.fromBob("since " + since).put("since", since)).expect(200);
    }
    assertThat(people.tail()).isEqualTo(7);
  }
}
