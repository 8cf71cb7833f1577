package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Answer;
import app.culver.acceptance.support.Member;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.RawSocket;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody who is blocked, and wants to know or to be heard all the same. */
class BlockedTest {
  private final People people = People.meet();

  private void block() {
    people.bob().put("/v1/blocks/" + people.alice().account()).expect(204);
  }

  private static JsonNode page(Answer answer) {
    return answer.expect(200).path("conversations").path(0);
  }

  /** What Alice is answered and shown, without what differs each time. */
  private List<String> whatAliceSees() {
    var sent = (ObjectNode) people.alice().post("/v1/messages", people.fromAlice("x")).expect(200).deepCopy();
    ((ObjectNode) sent.at("/accepted/0")).without(List.of("id", "time", "seq"));
    var synced = page(people.alice().post("/v1/sync", people.cursor(1)));
    var conversation = (ObjectNode) people.alice().get("/v1/conversations/" + people.conversation()).expect(200);
    return List.of(sent.toString(), synced.path("receipts").toString(),
        conversation.without("lastActivityAt").toString(),
        people.alice().get("/v1/conversations/" + people.conversation() + "/receipts").expect(200).toString(),
        people.alice().get("/v1/conversations/" + people.conversation() + "/members").expect(200).toString(),
        people.alice().get("/v1/accounts/" + people.bob().account()).expect(200).toString(),
        people.alice().get("/v1/blocks").expect(200).toString());
  }

  @Test
  void cannotTellByAnyAnswer() {
    try (var bob = people.bob().online()) {
      bob.ask(RawDevice.object().put("action", "ping"));
      bob.send(RawDevice.object().put("action", "receipt").put("conversation", people.conversation().value())
          .put("read", 1).toString());
      bob.ask(RawDevice.object().put("action", "ping"));
    }
    var before = whatAliceSees();
    block();

    assertThat(whatAliceSees()).isEqualTo(before);
    try (var bob = people.bob().online()) {
      bob.send(RawDevice.object().put("action", "receipt").put("conversation", people.conversation().value())
          .put("read", 3).toString());
      bob.ask(RawDevice.object().put("action", "ping"));
    }
    assertThat(whatAliceSees()).isEqualTo(before);
  }

  @Test
  void isHeardNeitherNowNorLater() {
    block();
    try (var bob = people.bob().online(); var laptop = people.laptop().online(); var alice = people.alice().online()) {
      people.alice().post("/v1/messages", people.fromAlice("do you hear me?")).expect(200);
      assertThat(laptop.await("entry").at("/entry/kind").asText()).isEqualTo("message");
      var signal = RawDevice.object().put("action", "signal").put("conversation", people.conversation().value());
      signal.set("envelope", people.fromAlice("typing").at("/envelopes/0"));
      alice.send(signal.toString());
      laptop.await("signal");
      alice.send(RawDevice.object().put("action", "receipt").put("conversation", people.conversation().value())
          .put("read", 2).toString());
      laptop.await("receipt");

      expectNothing(bob);
    }
    assertThat(page(people.bob().post("/v1/sync", people.cursor(1))).path("entries"))
        .containsExactly(RawDevice.object().put("seq", 2).put("kind", "hidden"));
    people.bob().delete("/v1/blocks/" + people.alice().account()).expect(204);
    assertThat(page(people.bob().post("/v1/sync", people.cursor(1))).path("entries"))
        .containsExactly(RawDevice.object().put("seq", 2).put("kind", "hidden"));
  }

  private static void expectNothing(RawSocket socket) {
    socket.ask(RawDevice.object().put("action", "ping"));
    assertThat(socket.rest()).noneMatch(
        frame -> List.of("entry", "signal", "receipt").contains(frame.path("type").asText()));
  }

  @Test
  void isNotHeardByOpeningAConversation() {
    people.bob().put("/v1/blocks/" + people.mallory().account()).expect(204);
    try (var bob = people.bob().online()) {
      people.mallory().converse(people.bob().account());

      expectNothing(bob);
    }
  }

  @Test
  void isNotHeardByWayOfAGroup() {
    block();
    try (var bob = people.bob().online()) {
      var created = people.alice().createGroup(new Member(people.bob().account(), "admin"));
      var grown = people.alice().createGroup();
      people.alice().change(grown, 1, RawDevice.added(Member.of(people.bob().account()))).expect(200);
      for (var group : List.of(created, grown)) {
        var members = people.alice().get("/v1/conversations/" + group + "/members").expect(200).path("members");
        assertThat(members).hasSize(2);
        members.forEach(
            member -> assertThat(member.fieldNames()).toIterable().containsExactlyInAnyOrder("account", "role",
                "joined"));
        var message = RawDevice.object().put("conversation", group.value()).put("since", 1);
        message.putArray("envelopes").add(people.alice().envelope(group, RawDevice.newMessage(), "and here?",
            people.alice().account(), people.bob().account()));
        people.alice().post("/v1/messages", message).expect(200);

        people.bob().get("/v1/conversations/" + group).expectProblem(404, "not-found");
        people.bob().change(group, 1, RawDevice.left()).expectProblem(404, "not-found");
      }
      expectNothing(bob);
    }
    assertThat(people.bob().get("/v1/conversations").expect(200).path("conversations")).hasSize(1);
  }

  @Test
  void findsNothingOfABlockAndLiftsNone() {
    block();

    Nothing.changesOrIsSentBy(() -> people.alice().delete("/v1/blocks/" + people.bob().account())
        .expectProblem(404, "not-found"));
    assertThat(people.alice().get("/v1/blocks").expect(200).path("blocks")).isEmpty();
  }
}
