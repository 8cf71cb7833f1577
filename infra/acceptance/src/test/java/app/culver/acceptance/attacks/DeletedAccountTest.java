package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Member;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.Recording;
import app.culver.acceptance.support.Wire;
import app.culver.local.tap.TapFaults;
import app.culver.local.tap.TapFaults.Fault;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Account deletion: gone from every store by its deadline, whoever asks, dies or signs in meanwhile. */
class DeletedAccountTest {
  private final String number = Cloud.running().newPhoneNumber();
  private final RawDevice alice = RawDevice.signIn(Cloud.running().settings(), number);
  private final RawDevice laptop = RawDevice.signIn(Cloud.running().settings(), number);
  private final RawDevice bob = Cloud.running().newDevice();

  private static int delete(RawDevice device) {
    return device.delete("/v1/account").status();
  }

  /** Where the text stands, by table and, if it has one, the item; but for the logs, whose entries expire. */
  private static List<String> places(String text) {
    var tables = Cloud.running().tables();
    return tables.ids().stream().filter(id -> !id.equals("LogTable"))
        .flatMap(id -> tables.items(id).stream().filter(item -> item.toString().contains(text))
            .map(item -> id + " " + item.at("/item/S").asText().replaceFirst("#.*", "")))
        .distinct().sorted().toList();
  }

  /** Everything that an account can have. */
  private void live() {
    alice.http("PUT", "/v1/account/handle", "{\"handle\":\"h" + number.substring(1) + "\"}").expect(204);
    alice.http("PUT", "/v1/account/profile", "{\"profile\":\"AAECAwQF\"}").expect(204);
    alice.wakeable();
    laptop.wakeable();
    var direct = alice.converse(bob.account());
    alice.put("/v1/blocks/" + Cloud.running().newDevice().account()).expect(204);
    bob.put("/v1/blocks/" + alice.account()).expect(204);
    var group = bob.createGroup(Member.of(alice.account()));
    try (var socket = alice.online()) {
      for (var conversation : List.of(direct, group)) {
        socket.send(RawDevice.object().put("action", "receipt").put("conversation", conversation.value())
            .put("delivered", 1).put("read", 1).toString());
      }
      socket.ask(RawDevice.object().put("action", "ping"));
    }
    alice.change(group, 1, RawDevice.left()).expect(200);
  }

  @Test
  void nothingIsLeftButWhatTheDecisionNames() {
    live();
    assertThat(places(alice.account().value())).contains("AccountsTable account", "ConversationsTable block",
        "ConversationsTable receipt", "IdentifiersTable ", "MembershipsTable ");

    try (var socket = alice.online(); var other = laptop.online()) {
      alice.delete("/v1/account").expect(204);
      socket.awaitClose();
      other.awaitClose();
    }

    // Its direct conversation, and the block that Bob has set, once beside it and once in his list.
    assertThat(places(alice.account().value())).containsExactly("ConversationsTable block",
        "ConversationsTable conversation", "MembershipsTable ");
    assertThat(places("block#" + alice.account())).isEmpty();
    assertThat(Cloud.running().tables().items("MembershipsTable"))
        .noneMatch(item -> item.at("/account/S").asText().equals(alice.account().value()));
    assertThat(places(alice.device().value())).isEmpty();
    assertThat(places(laptop.device().value())).isEmpty();
    assertThat(Cloud.running().tables().items("LogTable")).allMatch(item -> item.has("expires"));
    bob.get("/v1/accounts/" + alice.account()).expectProblem(404, "not-found");
    bob.get("/v1/handles/h" + number.substring(1)).expectProblem(404, "not-found");
    bob.http("POST", "/v1/phone-numbers/lookup", "{\"phoneNumber\":\"" + number + "\"}")
        .expectProblem(404, "not-found");
    bob.delete("/v1/blocks/" + alice.account()).expect(204);
  }

  @Test
  void itsTokensDoNothing() {
    assertThat(delete(laptop)).isEqualTo(204);

    for (var device : List.of(alice, laptop)) {
      Nothing.changesOrIsSentBy(() -> {
        device.get("/v1/account").expectProblem(401, "session-ended");
        device.http("PUT", "/v1/account/handle", "{\"handle\":\"ghost\"}").expectProblem(401, "session-ended");
        device.delete("/v1/account").expectProblem(401, "session-ended");
        RawDevice.post(device.settings(), "/v1/sessions/refresh", device.refreshRequest())
            .expectProblem(401, "refresh-refused");
        assertThat(Wire.knock(device.settings().socket(), List.of("culver.v1", "bearer." + device.accessToken())))
            .isIn(new Wire.Refused(401), new Wire.Refused(403));
      });
    }
  }

  @Test
  void aSocketThatNeverSaidHelloIsClosedAtItsFirstFrame() {
    try (var socket = laptop.connect()) {
      assertThat(delete(alice)).isEqualTo(204);

      socket.ask(RawDevice.object().put("action", "ping"));
      socket.awaitClose();
    }
  }

  @Test
  void theSameNumberIsANewAccountThatNobodyTakesForTheOldOne() {
    alice.converse(bob.account());
    assertThat(delete(alice)).isEqualTo(204);

    var anew = RawDevice.signIn(Cloud.running().settings(), number);

    assertThat(anew.account()).isNotEqualTo(alice.account());
    assertThat(anew.get("/v1/conversations").expect(200).path("conversations")).isEmpty();
    assertThat(anew.get("/v1/devices").expect(200).path("devices")).hasSize(1);
    assertThat(bob.http("POST", "/v1/phone-numbers/lookup", "{\"phoneNumber\":\"" + number + "\"}").expect(200)
        .path("account").asText()).isEqualTo(anew.account().value());
  }

  @Test
  void whoIsAMemberOfAGroupLeavesItFirst() {
    var group = bob.createGroup(Member.of(alice.account()));
    Nothing.changesOrIsSentBy(() -> {
      var problem = alice.delete("/v1/account").expectProblem(409, "still-member");
      assertThat(problem.path("conversations")).hasSize(1);
      assertThat(problem.path("conversations").path(0).asText()).isEqualTo(group.value());
    });

    alice.change(group, 1, RawDevice.left()).expect(200);
    assertThat(delete(alice)).isEqualTo(204);
  }

  /** Before each of its steps and after it: asked again it goes on, and then it is done. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereverItsFunctionDiesTheNextRequestSeesItThrough(boolean carriedOut) {
    for (var operation : List.of("DeleteItem", "UpdateItem", "TransactWriteItems")) {
      var people = People.meet();
      people.alice().wakeable();
      int first;
      try (var dying = Cloud.running().disturb(dyingAt(operation, carriedOut))) {
        assertThat(dying).isNotNull();
        first = delete(people.alice());
      }
      assertThat(first).as(operation).isGreaterThanOrEqualTo(500);

      var done = operation.equals("TransactWriteItems") && carriedOut;
      assertThat(delete(people.alice())).as(operation).isEqualTo(done ? 401 : 204);
      assertThat(places(people.alice().account().value())).as(operation)
          .containsExactly("ConversationsTable conversation");
    }
  }

  @Test
  void whoSignsInMeanwhileHasAWholeAccount() {
    for (var i = 0; i < 3; i++) {
      var phone = Cloud.running().newPhoneNumber();
      var first = RawDevice.signIn(Cloud.running().settings(), phone);
      var deletion = CompletableFuture.supplyAsync(() -> delete(first));
      RawDevice.signIn(Cloud.running().settings(), phone);
      assertThat(deletion.join()).isEqualTo(204);

      var after = RawDevice.signIn(Cloud.running().settings(), phone);
      assertThat(after.account()).isNotEqualTo(first.account());
      after.get("/v1/account").expect(200);
      assertThat(places(first.account().value())).isEmpty();
    }
  }

  private static TapFaults dyingAt(String operation, boolean carriedOut) {
    var over = new AtomicBoolean();
    return (service, called, instance, request) -> called.equals(operation)
        && Recording.function(instance).equals("AccountsFunction") && over.compareAndSet(false, true)
            ? new Fault.Killed(carriedOut)
            : new Fault.None();
  }
}
