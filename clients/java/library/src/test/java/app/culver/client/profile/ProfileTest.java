package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.client.ConnectionState;
import app.culver.client.Content;
import app.culver.client.Conversation;
import app.culver.client.Culver;
import app.culver.client.CulverException;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.Picture;
import app.culver.client.crypto.StorageKeyFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;

/** The public interface, over real HTTP, real WebSockets and real threads. */
class ProfileTest extends RealProfiles {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static CountDownLatch on(Culver culver, Class<? extends Event> type) {
    var latch = new CountDownLatch(1);
    culver.listen(event -> {
      if (type.isInstance(event)) {
        latch.countDown();
      }
    });
    return latch;
  }

  private static void connect(Culver culver) throws InterruptedException {
    var caughtUp = on(culver, Event.CaughtUp.class);
    culver.connect();
    assertThat(caughtUp.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void twoPeopleWriteToEachOtherLiveAndSeeWhatBecameOfIt() throws Exception {
    var alice = signedIn("alice");
    var bob = signedIn("bob");
    connect(bob);
    connect(alice);
    var conversation = alice.conversationWith(bob.signedIn().orElseThrow().account());
    var arrived = on(bob, Event.ReceiptChanged.class);
    var outgoing = alice.send(conversation.id(), "hello");
    assertThat(outgoing.await(Message.State.DELIVERED, SOON).content()).isEqualTo(new Content.Text("hello"));
    var line = bob.history(conversation.id(), Long.MAX_VALUE, 1).get(0);
    assertThat(bob.conversation(conversation.id()).unread()).isEqualTo(1);
    bob.markRead(line);
    assertThat(bob.conversation(conversation.id()).unread()).isZero();
    assertThat(outgoing.await(Message.State.READ, SOON).state()).isEqualTo(Message.State.READ);
    assertThat(arrived.getCount()).isEqualTo(1);
    assertThat(server.frames).anyMatch(frame -> frame.contains("\"action\":\"send\""));
  }

  @Test
  void whoBeginsAConversationBelievesTheirOwnSignature() throws Exception {
    var alice = signedIn("alice");
    var bob = signedIn("bob");
    var conversation = alice.conversationWith(bob.signedIn().orElseThrow().account());
    alice.sync();
    assertThat(alice.history(conversation.id(), Long.MAX_VALUE, 1)).extracting(Message::content)
        .hasOnlyElementsOfType(Content.Created.class).hasSize(1);
  }

  @Test
  void withoutAConnectionMessagesGoAndComeByHttp() throws Exception {
    var alice = signedIn("alice");
    var bob = signedIn("bob");
    var conversation = alice.conversationWith(bob.signedIn().orElseThrow().account());
    alice.send(conversation.id(), "one");
    alice.send(conversation.id(), "two");
    alice.flush(SOON);
    bob.sync();
    assertThat(bob.history(conversation.id(), Long.MAX_VALUE, 2)).extracting(Message::content)
        .containsExactly(new Content.Text("one"), new Content.Text("two"));
    assertThat(server.frames).isEmpty();
  }

  @Test
  void whatIsTooLargeForAFrameGoesByHttp() throws Exception {
    var alice = signedIn("alice");
    connect(alice);
    var notes = alice.conversationWith(alice.signedIn().orElseThrow().account());
    alice.send(notes.id(), "x".repeat(60_000)).await(Message.State.SENT, SOON);
    assertThat(server.frames).noneMatch(frame -> frame.contains("\"action\":\"send\""));
    assertThatThrownBy(() -> alice.send(notes.id(), "x".repeat(65_600)))
        .isInstanceOf(CulverException.NotPossible.class);
    assertThatThrownBy(() -> alice.send(notes.id(), "")).isInstanceOf(CulverException.NotPossible.class);
  }

  @Test
  void aProfileOpenedAgainKnowsEverythingAndSendsWhatWasLeft() throws Exception {
    var alice = signedIn("alice");
    var bob = signedIn("bob");
    var conversation = alice.conversationWith(bob.signedIn().orElseThrow().account());
    alice.sync();
    server.script = request -> request.getUrl().encodedPath().equals("/v1/messages")
        ? Optional.of(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build())
        : Optional.empty();
    var id = alice.send(conversation.id(), "later").id();
    assertThatThrownBy(() -> alice.flush(Duration.ofMillis(300))).isInstanceOf(CulverException.TimedOut.class);
    alice.close();
    server.script = request -> Optional.empty();
    var again = open("alice");
    assertThat(again.signedIn()).isPresent();
    assertThat(again.history(conversation.id(), Long.MAX_VALUE, 1)).extracting(Message::id, Message::state)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Optional.of(id), Message.State.SENDING));
    again.flush(SOON);
    bob.sync();
    assertThat(bob.history(conversation.id(), Long.MAX_VALUE, 1)).extracting(Message::id)
        .containsExactly(Optional.of(id));
  }

  @Test
  void aRefusedTokenIsRenewedOnceHoweverManyCallsWait() throws Exception {
    var alice = signedIn("alice");
    var before = server.model.renewals;
    var stale = new AtomicReference<String>();
    server.script = request -> {
      var token = request.getHeaders().get("Authorization");
      return request.getUrl().encodedPath().equals("/v1/devices")
          && (stale.compareAndSet(null, token) || stale.get().equals(token))
              ? Optional.of(new MockResponse.Builder().code(401)
                  .body("{\"type\":\"urn:culver:problem:unauthenticated\","
                      + "\"title\":\"t\",\"status\":401,\"detail\":\"d\",\"requestId\":\"r\"}")
                  .build())
              : Optional.empty();
    };
    var threads = new ArrayList<Thread>();
    var done = new AtomicInteger();
    for (var i = 0; i < 5; i++) {
      var thread = new Thread(() -> {
        assertThat(alice.devices()).hasSize(1);
        done.incrementAndGet();
      });
      thread.start();
      threads.add(thread);
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(done).hasValue(5);
    assertThat(server.model.renewals - before).isEqualTo(1);
  }

  @Test
  void aLostConnectionIsOpenedAgain() throws Exception {
    var alice = signedIn("alice");
    connect(alice);
    var caughtUp = on(alice, Event.CaughtUp.class);
    synchronized (server.model) {
      server.model.devices.values().iterator().next().closeSocket();
    }
    assertThat(caughtUp.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(alice.connection()).isEqualTo(ConnectionState.CONNECTED);
  }

  @Test
  void aRemovedDeviceIsToldThatItsSessionHasEndedAndKeepsItsHistory() throws Exception {
    var alice = signedIn("alice");
    var notes = alice.conversationWith(alice.signedIn().orElseThrow().account());
    alice.send(notes.id(), "keep this").await(Message.State.SENT, SOON);
    var ended = on(alice, Event.SignedOut.class);
    connect(alice);
    synchronized (server.model) {
      server.model.remove(alice.signedIn().orElseThrow().device());
    }
    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(alice.signedIn()).isEmpty();
    assertThat(alice.history(notes.id(), Long.MAX_VALUE, 1)).extracting(Message::content)
        .containsExactly(new Content.Text("keep this"));
    assertThatThrownBy(alice::devices).isInstanceOf(CulverException.SignedOut.class);
    alice.signIn("token-of-alice", Optional.empty());
    assertThat(alice.devices()).hasSize(1);
  }

  @Test
  void anotherAccountIsNotLetIntoTheProfile() throws Exception {
    var alice = signedIn("alice");
    synchronized (server.model) {
      server.model.remove(alice.signedIn().orElseThrow().device());
    }
    assertThatThrownBy(alice::devices).isInstanceOf(CulverException.SignedOut.class);
    assertThatThrownBy(() -> alice.signIn("token-of-eve", Optional.empty()))
        .isInstanceOf(CulverException.NotPossible.class);
    synchronized (server.model) {
      assertThat(server.model.devices).isEmpty();
    }
    alice.forget();
    assertThat(alice.signIn("token-of-eve", Optional.empty()).newDevice()).isTrue();
  }

  @Test
  void loggingOutLeavesNothing() throws Exception {
    var alice = signedIn("alice");
    var notes = alice.conversationWith(alice.signedIn().orElseThrow().account());
    alice.send(notes.id(), "secret").await(Message.State.SENT, SOON);
    alice.logout();
    assertThat(alice.signedIn()).isEmpty();
    assertThat(alice.conversations()).isEmpty();
    assertThat(folder.resolve("alice/device-keys")).doesNotExist();
    synchronized (server.model) {
      assertThat(server.model.devices).isEmpty();
    }
  }

  @Test
  void logoutWithoutAServerLeavesEverything() throws Exception {
    var alice = signedIn("alice");
    server.script = request -> Optional.of(new MockResponse.Builder().code(400).build());
    assertThatThrownBy(alice::logout).isInstanceOf(CulverException.Refused.class);
    assertThat(alice.signedIn()).isPresent();
  }

  @Test
  void bothSeeTheSameSafetyNumberAndANewDeviceTakesTheMarkAway() throws Exception {
    var alice = signedIn("alice");
    var bob = signedIn("bob");
    var other = bob.signedIn().orElseThrow().account();
    var seen = alice.verification(other);
    assertThat(seen.safetyNumber())
        .isEqualTo(bob.verification(alice.signedIn().orElseThrow().account()).safetyNumber()).hasSize(60);
    assertThatThrownBy(() -> alice.markVerified(other, "1".repeat(60)))
        .isInstanceOf(CulverException.NotPossible.class);
    alice.markVerified(other, seen.grouped());
    assertThat(alice.contact(other).verified()).isTrue();
    var conversation = alice.conversationWith(other);
    var second = open("bob's tablet");
    second.signIn("token-of-bob", Optional.empty());
    alice.send(conversation.id(), "to both").await(Message.State.SENT, SOON);
    assertThat(alice.contact(other).verified()).isFalse();
    assertThat(alice.history(conversation.id(), Long.MAX_VALUE, 10)).extracting(Message::content)
        .anyMatch(Content.DevicesChanged.class::isInstance);
  }

  @Test
  void namesAreReadByThoseOneWroteTo() throws Exception {
    var alice = signedIn("alice");
    var bob = signedIn("bob");
    alice.setName("Alice Adams");
    assertThat(alice.devices()).extracting(device -> device.name().orElse("")).containsExactly("alice's laptop");
    var conversation = alice.conversationWith(bob.signedIn().orElseThrow().account());
    var learned = on(bob, Event.ContactChanged.class);
    alice.send(conversation.id(), "hi").await(Message.State.SENT, SOON);
    bob.sync();
    assertThat(learned.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(bob.contact(alice.signedIn().orElseThrow().account()).name()).contains("Alice Adams");
  }

  /** Its log may have come before one tries again. */
  @Test
  void aGroupWhoseCreationWasNotAnsweredIsNotCreatedTwice() throws Exception {
    var alice = signedIn("alice");
    var bob = List.of(signedIn("bob").signedIn().orElseThrow().account());
    server.lost = request -> request.getUrl().encodedPath().equals("/v1/groups");
    assertThatThrownBy(() -> alice.createGroup("Us", bob, Optional.empty())).isInstanceOf(CulverException.class);
    alice.sync();
    assertThat(alice.conversations()).hasSize(1);

    server.lost = request -> false;
    var group = alice.createGroup("Us", bob, Optional.empty()).id();

    assertThat(alice.conversations()).extracting(Conversation::id).containsExactly(group);
    var another = alice.createGroup("Us", bob, Optional.empty()).id();
    assertThat(another).isNotEqualTo(group);
  }

  @Test
  void membersOfAGroupReadTheNamesOfThoseWhomACommonAcquaintancePutThere() throws Exception {
    var alice = signedIn("alice");
    var bob = signedIn("bob");
    var carol = signedIn("carol");
    bob.setName("Bob Brown");
    carol.setName("Carol Cook");
    var alices = alice.signedIn().orElseThrow().account();
    var bobs = bob.signedIn().orElseThrow().account();
    var carols = carol.signedIn().orElseThrow().account();
    // Bob has told Alice what he is called; Carol has told nobody.
    bob.send(bob.conversationWith(alices).id(), "hi").await(Message.State.SENT, SOON);
    var group = alice.createGroup("Trip", List.of(bobs, carols), Optional.empty()).id();
    alice.flush(SOON);
    var bobKnown = new CountDownLatch(1);
    carol.listen(event -> {
      if (event instanceof Event.ContactChanged changed && changed.contact().id().equals(bobs)) {
        bobKnown.countDown();
      }
    });
    bob.sync();
    bob.flush(SOON);
    carol.sync();
    assertThat(bobKnown.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(carol.contact(bobs).name()).contains("Bob Brown");
    assertThat(carol.history(group, Long.MAX_VALUE, 10)).extracting(Message::content)
        .noneMatch(Content.Introduced.class::isInstance);
    bob.sync();
    assertThat(bob.contact(carols).name()).isEmpty();
  }

  @Test
  void aNameAndAPictureDoNotReplaceEachOther() throws Exception {
    var alice = signedIn("alice");
    var bob = signedIn("bob");
    var picture = Picture.of("image/png", new byte[5000]);
    alice.setName("Alice Adams");
    alice.setPicture(Optional.of(picture));
    alice.setName("Alice B. Adams");
    var account = alice.signedIn().orElseThrow().account();
    assertThat(alice.picture(account)).hasValue(picture);
    assertThat(alice.account().name()).hasValue("Alice B. Adams");
    var conversation = alice.conversationWith(bob.signedIn().orElseThrow().account());
    var learned = on(bob, Event.ContactChanged.class);
    alice.send(conversation.id(), "hi").await(Message.State.SENT, SOON);
    bob.sync();
    assertThat(learned.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(bob.picture(account)).hasValue(picture);

    alice.setPicture(Optional.empty());

    assertThat(alice.picture(account)).isEmpty();
    assertThat(alice.account().name()).hasValue("Alice B. Adams");
    assertThatThrownBy(() -> alice.setPicture(Optional.of(Picture.of("image/png", new byte[5001]))))
        .isInstanceOf(CulverException.NotPossible.class);
  }

  @Test
  void aProfileIsOpenOnceAndOfOneDeployment() throws Exception {
    var alice = signedIn("alice");
    assertThatThrownBy(() -> open("alice")).isInstanceOf(CulverException.ProfileInUse.class);
    alice.close();
    assertThatThrownBy(alice::conversations).isInstanceOf(CulverException.Closed.class);
    var settings = server.settings();
    var elsewhere = new app.culver.client.Settings(settings.api(), settings.socket(), "urn:culver:other",
        settings.firebase());
    var storage = StorageKeyFile.open(folder.resolve("alice/key"), new char[0], new SecureRandom());
    assertThatThrownBy(() -> Culver.open(elsewhere, folder.resolve("alice"), storage))
        .isInstanceOf(CulverException.ProfileUnusable.class).hasMessageContaining("urn:culver:other");
    assertThat(open("alice").signedIn()).isPresent();
  }

  @Test
  void nothingSecretStandsInTheProfilesFiles() throws Exception {
    var alice = signedIn("alice");
    var notes = alice.conversationWith(alice.signedIn().orElseThrow().account());
    alice.send(notes.id(), "canary-text").await(Message.State.SENT, SOON);
    try (var files = Files.walk(folder.resolve("alice"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as("%s", file)
            .doesNotContain("canary-text", "refreshToken", alice.signedIn().orElseThrow().account().value());
      }
    }
  }
}
