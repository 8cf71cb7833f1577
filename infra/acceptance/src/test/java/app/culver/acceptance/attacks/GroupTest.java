package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Answer;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Member;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.RawSocket;
import app.culver.client.identifier.ConversationId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Those who want to be, stay or rule in a group without being entitled to, and those who were sent away. */
class GroupTest {
  private final RawDevice olga = Cloud.running().newDevice();
  private final RawDevice adam = Cloud.running().newDevice();
  private final RawDevice mia = Cloud.running().newDevice();
  private final RawDevice mallory = Cloud.running().newDevice();
  private final ConversationId group = olga.createGroup(new Member(adam.account(), "admin"),
      Member.of(mia.account()));

  private ObjectNode message(String id) {
    var request = RawDevice.object().put("conversation", group.value()).put("since", 1);
    request.putArray("envelopes").addObject().put("id", id).put("suite", "mls").put("ciphertext",
        RawDevice.base64(new byte[64]));
    return request;
  }

  private ObjectNode message() {
    return message(RawDevice.newMessage().value());
  }

  private ObjectNode cursor(long after) {
    var request = RawDevice.object();
    request.putArray("cursors").addObject().put("conversation", group.value()).put("after", after);
    return request;
  }

  private JsonNode sync(RawDevice device, long after) {
    return device.post("/v1/sync", cursor(after)).expect(200).path("conversations").path(0);
  }

  private static List<Long> positions(JsonNode page) {
    return page.path("entries").valueStream().map(entry -> entry.path("seq").asLong()).toList();
  }

  @Test
  void aMemberAddsRemovesAndPromotesNobody() {
    for (var change : List.of(RawDevice.added(Member.of(mallory.account())), RawDevice.removed(adam.account()),
        RawDevice.removed(olga.account()), RawDevice.role(mia.account(), "owner"),
        RawDevice.role(adam.account(), "member"))) {
      Nothing.changesOrIsSentBy(() -> mia.change(group, 1, change).expectProblem(403, "not-allowed"));
    }
  }

  @Test
  void anAdminMakesNobodyMoreAndRemovesNoneOfThem() {
    for (var change : List.of(RawDevice.added(new Member(mallory.account(), "admin")),
        RawDevice.added(new Member(mallory.account(), "owner")),
        RawDevice.removed(olga.account()), RawDevice.role(adam.account(), "owner"),
        RawDevice.role(mia.account(), "admin"), RawDevice.role(olga.account(), "member"))) {
      Nothing.changesOrIsSentBy(() -> adam.change(group, 1, change).expectProblem(403, "not-allowed"));
    }
  }

  @Test
  void theLastOwnerStays() {
    for (var change : List.of(RawDevice.left(), RawDevice.role(olga.account(), "admin"),
        RawDevice.role(olga.account(), "member"))) {
      Nothing.changesOrIsSentBy(() -> olga.change(group, 1, change).expectProblem(409, "last-owner"));
    }
    Nothing.changesBy(() -> olga.change(group, 1, RawDevice.removed(olga.account())).expectProblem(400,
        "invalid-request"));
  }

  @Test
  void aStrangerFindsNothingWhateverIsAsked() {
    for (var change : List.of(RawDevice.left(), RawDevice.added(new Member(mallory.account(), "owner")),
        RawDevice.removed(olga.account()), RawDevice.role(mallory.account(), "owner"))) {
      Nothing.changesOrIsSentBy(() -> mallory.change(group, 1, change).expectProblem(404, "not-found"));
    }
    Nothing.changesOrIsSentBy(() -> mallory.post("/v1/messages", message()).expectProblem(404, "not-found"));
    mallory.post("/v1/sync", cursor(0)).expectProblem(404, "not-found");
    for (var path : List.of("", "/members", "/receipts")) {
      mallory.get("/v1/conversations/" + group + path).expectProblem(404, "not-found");
    }
  }

  /** What another has signed is nobody's but theirs, even if the role would allow it. */
  @Test
  void anothersSignedChangeIsWorthNothing() {
    var signed = olga.changeRequest(group, 1, RawDevice.added(Member.of(mallory.account())));

    Nothing.changesOrIsSentBy(() -> {
      var problem = adam.post("/v1/conversations/" + group + "/changes", signed).expectProblem(400, "invalid-request");
      assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/signature");
    });
  }

  @Test
  void aSignatureIsForOneGroupOneStateAndOneChange() {
    var other = olga.createGroup(Member.of(mia.account()));
    var signed = olga.changeRequest(group, 1, RawDevice.removed(mia.account()));
    for (var change : List.of(RawDevice.role(mia.account(), "owner"),
        RawDevice.added(new Member(mallory.account(), "owner")))) {
      var altered = signed.deepCopy();
      altered.set("change", change);
      Nothing.changesOrIsSentBy(() -> olga.post("/v1/conversations/" + group + "/changes", altered)
          .expectProblem(400, "invalid-request"));
    }
    Nothing.changesOrIsSentBy(() -> olga.post("/v1/conversations/" + other + "/changes", signed)
        .expectProblem(400, "invalid-request"));
    olga.change(group, 1, RawDevice.role(adam.account(), "member")).expect(200);
    var problem = olga.post("/v1/conversations/" + group + "/changes", signed)
        .expectProblem(409, "membership-changed");
    assertThat(problem.path("change").asLong()).isEqualTo(2);
  }

  /** Neither the id of somebody's group nor that of a direct conversation can be taken by choosing a nonce. */
  @Test
  void nobodyElseTakesAGroupsId() {
    var nonce = RawDevice.newMessage().value();
    var mine = olga.post("/v1/groups", olga.groupRequest(nonce)).expect(201).path("conversation").asText();
    var theirs = mallory.post("/v1/groups", mallory.groupRequest(nonce)).expect(201).path("conversation").asText();

    assertThat(theirs).isNotEqualTo(mine);
    // The creator's own request in another's name is signed over another id.
    mallory.post("/v1/groups", olga.groupRequest(nonce)).expectProblem(400, "invalid-request");
  }

  @Test
  void nobodyIsPutIntoAGroupAsItsOwnerByOneWhoIsNotInIt() {
    var change = RawDevice.object().put("type", "created").put("kind", "group");
    change.putArray("members").addObject().put("account", olga.account().value()).put("role", "owner");
    var request = mallory.groupRequest(RawDevice.newMessage().value());
    request.set("members", change.path("members"));

    Nothing.changesOrIsSentBy(() -> mallory.post("/v1/groups", request).expectProblem(400, "invalid-request"));
  }

  @Test
  void aRemovedMemberSendsTellsAndSignalsNothingAnyMore() {
    try (var socket = mia.online()) {
      mia.post("/v1/messages", message()).expect(200);
      olga.change(group, 1, RawDevice.removed(mia.account())).expect(200);
      var removal = socket.await("entry");
      assertThat(removal.at("/entry/membership/type").asText()).isEqualTo("removed");

      Nothing.changesOrIsSentBy(() -> {
        mia.post("/v1/messages", message()).expectProblem(404, "not-found");
        expectNotFound(socket.ask(message().put("action", "send")));
        expectNotFound(socket.ask(RawDevice.object().put("action", "receipt").put("conversation", group.value())
            .put("read", 2)));
        var signal = RawDevice.object().put("action", "signal").put("conversation", group.value());
        signal.set("envelope", mia.envelope(group, RawDevice.newMessage(), "still here", olga.account()));
        expectNotFound(socket.ask(signal));
        mia.change(group, 3, RawDevice.left()).expectProblem(404, "not-found");
      });
    }
  }

  private static void expectNotFound(JsonNode frame) {
    assertThat(frame.path("type").asText()).isEqualTo("error");
    Answer.problem(frame.path("problem"), "not-found");
  }

  @Test
  void aRemovedMemberReadsAndHearsNothingAboveTheRemoval() {
    try (var socket = mia.online()) {
      olga.post("/v1/messages", message()).expect(200);
      olga.change(group, 1, RawDevice.removed(mia.account())).expect(200);
      olga.post("/v1/messages", message()).expect(200);
      olga.change(group, 3, RawDevice.role(adam.account(), "member")).expect(200);
      adam.post("/v1/messages", message()).expect(200);

      assertThat(positions(sync(mia, 0))).containsExactly(1L, 2L, 3L);
      assertThat(sync(mia, 0).path("tail").asLong()).isEqualTo(3);
      for (var after : new long[]{3, 4, 5, 1_000}) {
        assertThat(sync(mia, after).path("entries")).isEmpty();
        assertThat(sync(mia, after).path("tail").asLong()).isEqualTo(3);
      }
      for (var path : List.of("", "/members", "/receipts")) {
        mia.get("/v1/conversations/" + group + path).expectProblem(404, "not-found");
      }
      assertThat(mia.get("/v1/conversations").expect(200).path("conversations")).isEmpty();
      socket.ask(RawDevice.object().put("action", "ping"));
      assertThat(entries(socket)).containsExactly(2L, 3L);
    }
  }

  private static List<Long> entries(RawSocket socket) {
    return socket.rest().stream().filter(frame -> frame.path("type").asText().equals("entry"))
        .map(frame -> frame.at("/entry/seq").asLong()).toList();
  }

  @Test
  void whoIsAddedReadsNothingFromBefore() {
    olga.post("/v1/messages", message()).expect(200);
    adam.change(group, 1, RawDevice.added(Member.of(mallory.account()))).expect(200);
    olga.post("/v1/messages", message()).expect(200);

    for (var after : new long[]{0, 1, 2}) {
      assertThat(positions(sync(mallory, after))).containsExactly(3L, 4L);
    }
  }

  /** However busy the log is, the removal gets through, and nothing of the removed member comes behind it. */
  @Test
  void aRemovedMembersLateMessagesAreNeverAccepted() throws Exception {
    var over = new AtomicBoolean();
    var accepted = new ArrayList<Long>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 3).forEach(_ -> threads.submit((Callable<Void>) () -> {
        while (!over.get()) {
          adam.post("/v1/messages", message());
        }
        return null;
      }));
      var late = threads.submit(() -> {
        Answer answer;
        while ((answer = mia.post("/v1/messages", message())).status() != 404) {
          if (answer.status() == 200) {
            accepted.add(answer.body().at("/accepted/0/seq").asLong());
          }
        }
        return answer;
      });
      var removal = removal();
      late.get();
      over.set(true);

      assertThat(accepted).allMatch(seq -> seq < removal);
      var writers = new ArrayList<JsonNode>();
      var after = 0L;
      JsonNode page;
      do {
        page = sync(olga, after);
        page.path("entries").forEach(writers::add);
        after = writers.getLast().path("seq").asLong();
      } while (page.path("more").asBoolean());
      assertThat(writers).extracting(entry -> entry.path("seq").asLong())
          .containsExactlyElementsOf(IntStream.rangeClosed(1, writers.size()).mapToObj(Long::valueOf).toList());
      assertThat(writers).filteredOn(entry -> entry.path("sender").asText().equals(mia.account().value()))
          .extracting(entry -> entry.path("seq").asLong()).containsExactlyElementsOf(accepted);
      assertThat(writers).allMatch(
          entry -> entry.path("change").asLong() == (entry.path("seq").asLong() < removal ? 1 : removal));
    }
  }

  /** Busy is repeated, as the contract has it: a change is known by its signature. */
  private long removal() {
    var request = olga.changeRequest(group, 1, RawDevice.removed(mia.account()));
    while (true) {
      var answer = olga.post("/v1/conversations/" + group + "/changes", request);
      if (answer.status() != 503) {
        return answer.expect(200).path("seq").asLong();
      }
    }
  }

  @Test
  void ofChangesAtOnceOneIsMadeAndTheOthersAreToldOfIt() throws Exception {
    var requests = IntStream.range(0, 6).mapToObj(_ -> Cloud.running().newDevice())
        .map(device -> olga.changeRequest(group, 1, RawDevice.added(Member.of(device.account())))).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = threads.invokeAll(requests.stream()
          .<Callable<Answer>>map(request -> () -> olga.post("/v1/conversations/" + group + "/changes", request))
          .toList());
      var made = 0;
      for (var each : answers) {
        var answer = each.get();
        if (answer.status() == 200) {
          made++;
        } else {
          assertThat(answer.expectProblem(409, "membership-changed").path("change").asLong()).isEqualTo(2);
        }
      }
      assertThat(made).isEqualTo(1);
    }
    assertThat(olga.get("/v1/conversations/" + group + "/members").expect(200).path("members")).hasSize(4);
  }

  @Test
  void aChangeWhoseAnswerWasLostIsMadeOnce() {
    var request = olga.changeRequest(group, 1, RawDevice.added(Member.of(mallory.account())));
    var first = olga.post("/v1/conversations/" + group + "/changes", request).expect(200);
    olga.post("/v1/messages", message()).expect(200);
    olga.change(group, 2, RawDevice.removed(mallory.account())).expect(200);

    var again = olga.post("/v1/conversations/" + group + "/changes", request).expect(200);

    assertThat(again.path("seq")).isEqualTo(first.path("seq"));
    assertThat(again.at("/conversation/change").asLong()).isEqualTo(4);
  }

  @Test
  void aSignalOfAnotherSuiteIsRefusedAtItsPlace() {
    try (var socket = olga.online()) {
      var signal = RawDevice.object().put("action", "signal").put("conversation", group.value());
      signal.set("envelope", message().at("/envelopes/0"));

      var problem = Answer.problem(socket.ask(signal).path("problem"), "invalid-request");

      assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/envelope/suite");
    }
  }
}
