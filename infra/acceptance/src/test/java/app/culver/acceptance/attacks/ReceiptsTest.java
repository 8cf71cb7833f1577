package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Answer;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.RawSocket;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** Receipts that lie. */
class ReceiptsTest {
  private final People people = People.meet();

  @Test
  void oneBeyondTheEndOfTheLogIsRefused() {
    people.alice().post("/v1/messages", people.fromAlice("two")).expect(200);
    try (RawSocket bob = people.bob().online(); var alice = people.alice().online()) {
      for (var member : new String[]{"delivered", "read"}) {
        for (var position : new long[]{3, 1_000_000_000, (1L << 53) - 1}) {
          Nothing.changesOrIsSentBy(() -> {
            var problem = Answer.problem(bob.ask(receipt(member, position)).path("problem"), "invalid-request");
            assertThat(problem.path("errors").path(0).path("pointer").asText()).isEqualTo("/" + member);
          });
        }
      }
      assertThat(alice.rest()).isEmpty();
    }
  }

  @Test
  void oneBelowTheFormerChangesNothingAndIsNotTold() {
    people.alice().post("/v1/messages", people.fromAlice("two")).expect(200);
    try (var bob = people.bob().online(); var alice = people.alice().online()) {
      bob.send(receipt("read", 2).toString());
      assertThat(alice.await("receipt").path("read").asLong()).isEqualTo(2);

      Nothing.changesOrIsSentBy(() -> {
        bob.send(receipt("read", 1).put("requestId", "lower").toString());
        bob.ask(RawDevice.object().put("action", "ping"));
      });
    }
    var receipts = people.alice().post("/v1/sync", people.cursor(0)).expect(200).path("conversations").path(0)
        .path("receipts");
    assertThat(receipts).hasSize(1);
    assertThat(receipts.path(0).path("read").asLong()).isEqualTo(2);
    assertThat(receipts.path(0).path("delivered").asLong()).isEqualTo(2);
  }

  private ObjectNode receipt(String member, long position) {
    return RawDevice.object().put("action", "receipt").put("conversation", people.conversation().value()).put(member,
        position);
  }
}
