package app.culver.acceptance.secondcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.culver.acceptance.support.Answer;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.Store;
import app.culver.client.Content;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smoke conversation, where Culver did not write the cloud. */
class SecondCloudTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static SecondCloud cloud;

  @TempDir private Path folder;

  @BeforeAll
  static void deploy() {
    cloud = SecondCloud.deploy();
  }

  @AfterAll
  static void remove() {
    cloud.close();
  }

  /** Above all: no call that a role or the policy of a key does not allow. */
  @AfterEach
  void noFunctionFailed() {
    assertThat(cloud.printed()).doesNotContain("ERROR", "AccessDenied", "did not start");
  }

  @Test
  void twoPeopleTalkLiveAndNothingIsMissedWhileOneIsAway() throws Exception {
    try (var alice = person("alice"); var bob = person("bob")) {
      alice.signIn("+12025550101");
      var bobsAccount = bob.signIn("+12025550102").account();
      bob.client().setHandle("bob");
      alice.online();
      bob.online();

      assertThat(alice.client().findByPhoneNumber("+12025550102").orElseThrow().id()).isEqualTo(bobsAccount);
      var found = alice.client().findByHandle("@Bob").orElseThrow();
      var conversation = alice.client().conversationWith(found.id());
      var first = alice.client().send(conversation.id(), "good morning");
      var heard = bob.hear("good morning");
      assertThat(first.await(Message.State.DELIVERED, PATIENCE).state())
          .isGreaterThanOrEqualTo(Message.State.DELIVERED);
      bob.client().markRead(heard);
      assertThat(first.await(Message.State.READ, PATIENCE).state()).isEqualTo(Message.State.READ);
      bob.client().send(heard.conversation(), "good morning to you");
      alice.hear("good morning to you");

      bob.putAway();
      for (var number = 1; number <= 10; number++) {
        alice.client().send(conversation.id(), "while you were away, " + number);
      }
      alice.client().flush(PATIENCE);
      bob.takeUp().online();

      assertThat(bob.texts(heard)).hasSize(12).startsWith("good morning", "good morning to you")
          .endsWith("while you were away, 9", "while you were away, 10").doesNotHaveDuplicates();
      assertThat(bob.texts(heard)).isEqualTo(alice.texts(heard));
      assertThat(alice.client().verification(bobsAccount).safetyNumber())
          .isEqualTo(bob.client().verification(alice.client().signedIn().orElseThrow().account()).safetyNumber());
    }
  }

  @Test
  void aGroupSeesItsMembersComeAndGoAndWhoIsGoneSeesNothingMore() throws Exception {
    try (var alice = person("alice"); var bob = person("bob"); var carol = person("carol")) {
      alice.signIn("+12025550109");
      var bobsAccount = bob.signIn("+12025550110").account();
      var carolsAccount = carol.signIn("+12025550111").account();
      alice.online();
      bob.online();
      carol.online();

      var group = alice.client().createGroup("The boat", List.of(bobsAccount), Optional.empty()).id();
      bob.see(new Content.Titled("The boat", Optional.empty()));
      bob.client().send(group, "before Carol");
      alice.hear("before Carol");
      alice.client().addMembers(group, List.of(carolsAccount), Role.MEMBER);
      carol.see(new Content.Titled("The boat", Optional.empty()));
      carol.client().send(group, "hello, both");
      alice.hear("hello, both");
      var heard = bob.hear("hello, both");
      var read = alice.client().send(group, "read this");
      bob.client().markRead(bob.hear("read this"));
      carol.client().markRead(carol.hear("read this"));
      assertThat(read.await(Message.State.READ, PATIENCE).state()).isEqualTo(Message.State.READ);

      carol.putAway();
      alice.client().setRole(group, bobsAccount, Role.ADMIN);
      bob.see(new Content.RoleChanged(bobsAccount, Role.ADMIN));
      alice.client().send(group, "while Carol is away");
      bob.hear("while Carol is away");
      bob.client().removeMembers(group, List.of(carolsAccount));
      alice.see(new Content.MembersRemoved(List.of(carolsAccount)));
      alice.client().send(group, "without Carol");
      bob.hear("without Carol");
      carol.takeUp().online();

      assertThat(carol.texts(heard)).containsExactly("hello, both", "read this", "while Carol is away");
      assertThat(bob.texts(heard)).containsExactly("before Carol", "hello, both", "read this", "while Carol is away",
          "without Carol").isEqualTo(alice.texts(heard));
    }
  }

  @Test
  void aRemovedDeviceIsOutAtOnce() throws Exception {
    try (var phone = person("phone"); var laptop = person("laptop")) {
      phone.signIn("+12025550103");
      phone.online();
      var added = laptop.signIn("+12025550103").device();
      phone.await(Event.DevicesChanged.class, event -> event.added().contains(added));
      laptop.online();

      phone.client().removeDevice(added);

      laptop.await(Event.SignedOut.class, event -> true);
      assertThat(phone.client().devices()).hasSize(1);
    }
  }

  @Test
  void refusalsAreTheDocumentedOnes() {
    var alice = RawDevice.signIn(cloud.settings(), "+12025550104");
    var bob = RawDevice.signIn(cloud.settings(), "+12025550105");
    var mallory = RawDevice.signIn(cloud.settings(), "+12025550106");
    var conversation = alice.converse(bob.account());

    var foreign = mallory.message(conversation, 1, RawDevice.newMessage(), "let me in", alice.account());
    mallory.post("/v1/messages", foreign).expectProblem(404, "not-found");
    var stale = alice.message(conversation, 1, RawDevice.newMessage(), "to nobody", alice.account());
    alice.post("/v1/messages", stale).expectProblem(409, "stale-device-list");
    alice.http("POST", "/v1/sync", "{").expectProblem(400, "malformed-json");
    alice.http("GET", "/v1/account", null, "Bearer nonsense").expectProblem(401, "unauthenticated");
    var socket = alice.online();
    Answer.problem(socket.ask(RawDevice.object().put("action", "dance")).path("problem"), "unknown-action");
  }

  /** The other emulator of S3 goes by the bucket's policy, too: nothing without TLS, of which a header tells it here. */
  @Test
  void aChunkOfAFileGoesPastTheFunctionsAndByTlsAlone() {
    var alice = RawDevice.signIn(cloud.settings(), "+12025550108");
    var notes = alice.converse(alice.account());
    var media = RawDevice.newMessage().value();
    var bytes = new byte[4112];
    var upload = Store.askToPut(alice, notes, media, 0, bytes).expect(200).path("uploads").path(0);
    var headers = Store.headers(upload);
    assertThat(Store.put(Store.url(upload), headers, bytes).status()).isEqualTo(403);
    var tls = Map.of("X-Forwarded-Proto", "https");
    headers.putAll(tls);

    assertThat(Store.put(Store.url(upload), headers, bytes).status()).isEqualTo(200);
    assertThat(Store.put(Store.url(upload), headers, bytes).status()).isEqualTo(412);
    var download = Store.url(Store.askToGet(alice, notes, media, 0).expect(200).path("downloads").path(0));
    assertThat(Store.get(download, tls).body()).isEqualTo(bytes);
    assertThat(Store.get(download.replace("/0?", "/1?"), tls).status()).isEqualTo(403);
    assertThat(Store.get(download).status()).isEqualTo(403);
  }

  /** What the log's stream feeds, with the template's filter. */
  @Test
  void theLastActivityOfAConversationFollowsItsLog() {
    var alice = RawDevice.signIn(cloud.settings(), "+12025550107");
    var conversation = alice.converse(alice.account());
    alice.post("/v1/messages", alice.message(conversation, 1, RawDevice.newMessage(), "a note", alice.account()))
        .expect(200);

    await().atMost(PATIENCE).untilAsserted(
        () -> assertThat(alice.get("/v1/conversations/" + conversation.value()).expect(200).has("lastActivityAt"))
            .as(cloud.printed()).isTrue());
  }

  private Person person(String name) throws Exception {
    return new Person(cloud.settings(), Files.createDirectories(folder.resolve(name)));
  }
}
