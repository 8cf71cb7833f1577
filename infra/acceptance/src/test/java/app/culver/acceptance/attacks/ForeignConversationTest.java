package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Answer;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.RawSocket;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A stranger who knows a conversation's identifier, its members and their devices, and is no member. */
class ForeignConversationTest {
  private static People people;
  private static RawSocket alice;
  private static RawSocket mallory;

  @BeforeAll
  static void meet() {
    people = People.meet();
    people.alice().post("/v1/messages", people.fromAlice("for Bob alone")).expect(200);
    alice = people.alice().online();
    mallory = people.mallory().online();
  }

  @AfterAll
  static void part() {
    alice.close();
    mallory.close();
  }

  @Test
  void cannotSendToItByHttp() {
    Nothing.changesOrIsSentBy(() -> people.mallory().post("/v1/messages", message()).expectProblem(404, "not-found"));
  }

  @Test
  void cannotSendToItBySocket() {
    Nothing.changesOrIsSentBy(() -> expectNotFound(mallory.ask(message().put("action", "send"))));
  }

  /** The sender's own account among the recipients does not make it a member. */
  @Test
  void cannotSendToItByNamingItself() {
    var message = people.mallory().message(people.conversation(), 1, RawDevice.newMessage(), "let me in",
        people.mallory().account(), people.alice().account(), people.bob().account());
    Nothing.changesOrIsSentBy(() -> people.mallory().post("/v1/messages", message).expectProblem(404, "not-found"));
  }

  @Test
  void cannotReadItByHttp() {
    people.mallory().get("/v1/conversations/" + people.conversation()).expectProblem(404, "not-found");
    people.mallory().get("/v1/conversations/" + people.conversation() + "/members").expectProblem(404, "not-found");
    for (var after : new long[]{0, 1, 2, (1L << 53) - 1}) {
      var problem = people.mallory().post("/v1/sync", people.cursor(after)).expectProblem(404, "not-found");
      assertThat(problem.path("pointer").asText()).isEqualTo("/cursors/0/conversation");
    }
  }

  @Test
  void cannotReadItBySocket() {
    expectNotFound(mallory.ask(people.cursor(0).put("action", "sync")));
  }

  /** Nor does it learn anything of its own conversations, so a mixed request tells nothing by what it leaves out. */
  @Test
  void cannotReadItAmongItsOwn() {
    var own = people.mallory().converse(people.mallory().account());
    var request = people.cursor(0);
    request.withArray("cursors").insertObject(0).put("conversation", own.value()).put("after", 0);

    var problem = people.mallory().post("/v1/sync", request).expectProblem(404, "not-found");

    assertThat(problem.path("pointer").asText()).isEqualTo("/cursors/1/conversation");
    assertThat(problem.has("conversations")).isFalse();
  }

  @Test
  void cannotTellItAReceiptNorProbeItsEndByOne() {
    Nothing.changesOrIsSentBy(() -> {
      for (var position : new long[]{1, 2, 3, 1_000_000}) {
        expectNotFound(mallory.ask(RawDevice.object().put("action", "receipt")
            .put("conversation", people.conversation().value()).put("read", position)));
      }
    });
  }

  @Test
  void cannotSignalInIt() {
    var frame = RawDevice.object().put("action", "signal").put("conversation", people.conversation().value());
    frame.set("envelope", message().path("envelopes").path(0));

    Nothing.changesOrIsSentBy(() -> expectNotFound(mallory.ask(frame)));
  }

  /** What it learns of a conversation that exists is what it learns of one that does not. */
  @Test
  void cannotTellItFromOneThatDoesNotExist() {
    var absent = message().put("conversation", RawDevice.newMessage().value());
    var foreign = (ObjectNode) people.mallory().post("/v1/messages", message()).expectProblem(404, "not-found");
    var none = (ObjectNode) people.mallory().post("/v1/messages", absent).expectProblem(404, "not-found");

    assertThat(foreign.without("requestId").toString()).isEqualTo(none.without("requestId").toString());
  }

  /** A cursor belongs to its conversation: positions of another one's log say nothing there. */
  @Test
  void aPositionOfAnotherConversationIsOnlyANumber() {
    var notes = people.alice().converse(people.alice().account());
    var cursor = RawDevice.object();
    cursor.putArray("cursors").addObject().put("conversation", notes.value()).put("after", 2);

    var synced = people.alice().post("/v1/sync", cursor).expect(200).path("conversations").path(0);

    assertThat(synced.path("entries")).isEmpty();
    assertThat(synced.path("tail").asLong()).isEqualTo(1);
  }

  private static ObjectNode message() {
    return people.mallory().message(people.conversation(), 1, RawDevice.newMessage(), "from a stranger",
        people.alice().account(), people.bob().account());
  }

  private static void expectNotFound(com.fasterxml.jackson.databind.JsonNode frame) {
    assertThat(frame.path("type").asText()).isEqualTo("error");
    Answer.problem(frame.path("problem"), "not-found");
  }
}
