package app.culver.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.JavaClient;
import app.culver.acceptance.support.Recording;
import app.culver.client.Content;
import app.culver.client.Culver;
import app.culver.client.Message;
import app.culver.client.crypto.StorageKeyFile;
import app.culver.client.identifier.ConversationId;
import app.culver.local.tap.TapFaults;
import app.culver.local.tap.TapFaults.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files from one Java client to another, through the built zips and the store. */
class FilesTest {
  private static final Duration SOON = Duration.ofSeconds(120);
  private static final int MEGABYTE = 1_000_000;

  @TempDir private Path folder;
  private final List<Culver> open = new ArrayList<>();

  @AfterEach
  void end() {
    open.forEach(Culver::close);
  }

  private Culver open(String name) throws IOException {
    var key = folder.resolve(name + "-key");
    var client = Culver.open(Cloud.running().settings(), folder.resolve(name),
        Files.exists(key)
            ? StorageKeyFile.open(key, new char[0], new SecureRandom())
            : StorageKeyFile.create(key, new char[0], new SecureRandom()));
    open.add(client);
    return client;
  }

  private Culver person(String name) throws IOException {
    var client = open(name);
    JavaClient.signIn(client, Cloud.running().newPhoneNumber());
    return client;
  }

  private Path film() throws IOException {
    var bytes = new byte[20 * MEGABYTE];
    new Random(20).nextBytes(bytes);
    return Files.write(folder.resolve("film.bin"), bytes);
  }

  private static Message awaitMedia(Culver client, ConversationId talk) {
    Awaitility.await().atMost(SOON).until(() -> {
      client.sync();
      return client.history(talk, Long.MAX_VALUE, 1).get(0).content() instanceof Content.Media;
    });
    return client.history(talk, Long.MAX_VALUE, 1).get(0);
  }

  @Test
  void twentyMegabytesArriveAsTheyWereThoughTheUploadWasInterrupted() throws Exception {
    var alice = person("alice");
    var bob = person("bob");
    var talk = alice.conversationWith(bob.signedIn().orElseThrow().account()).id();
    var film = film();
    var files = folder.resolve("alice").resolve("files");

    Message sent;
    // 40 chunks, and 25 addresses at a time: after the first ones there are none for a while.
    try (var taps = Cloud.running().record(); var fault = Cloud.running().disturb(afterTheFirst(taps))) {
      assertThat(fault).isNotNull();
      sent = alice.sendFiles(talk, List.of(film), "The film").message();
      taps.awaitEnded("MediaFunction", 2);
      alice.close();
    }
    assertThat(spooled(files)).isEqualTo(1);
    // Encrypted in the profile: nothing of the file itself is needed any more.
    var copy = Files.move(film, folder.resolve("moved.bin"));
    alice = open("alice");
    try (var taps = Cloud.running().record()) {
      alice.flush(SOON);
      // The 15 that were missing, and none that was there.
      assertThat(taps.ended("MediaFunction")).isEqualTo(1);
    }

    var received = awaitMedia(bob, talk);
    assertThat(received.id()).isEqualTo(sent.id());
    assertThat(bob.history(talk, Long.MAX_VALUE, 10).stream().map(Message::content)
        .filter(Content.Media.class::isInstance)).hasSize(1);
    bob.save(received, 0, folder.resolve("got.bin"));
    assertThat(folder.resolve("got.bin")).hasSameBinaryContentAs(copy);
    assertThat(spooled(files)).isZero();
  }

  private static TapFaults afterTheFirst(Recording taps) {
    return (service, operation, instance, request) -> instance.startsWith("MediaFunction")
        && taps.ended("MediaFunction") > 0
            ? Fault.Answered.error(500, "InternalServerError", "out of order")
            : new Fault.None();
  }

  private static long spooled(Path files) throws IOException {
    try (var all = Files.list(files)) {
      return all.count();
    }
  }

  @Test
  void whatIsDoneToMessagesIsDoneAtTheOtherOne() throws Exception {
    var alice = person("alice");
    var bob = person("bob");
    var talk = alice.conversationWith(bob.signedIn().orElseThrow().account()).id();
    var note = Files.writeString(folder.resolve("note.txt"), "The meeting is at five");
    alice.sendFiles(talk, List.of(note), "At fife").await(Message.State.SENT, SOON);
    var received = awaitMedia(bob, talk);

    bob.react(received, Optional.of("👍")).await(Message.State.SENT, SOON);
    alice.sync();
    var own = alice.history(talk, Long.MAX_VALUE, 10).stream()
        .filter(message -> message.content() instanceof Content.Media).findFirst().orElseThrow();
    assertThat(alice.reactions(own)).extracting(reaction -> reaction.emoji()).containsExactly("👍");
    alice.edit(own, "At five").await(Message.State.SENT, SOON);
    bob.sync();
    assertThat(bob.history(talk, Long.MAX_VALUE, 10)).extracting(Message::content)
        .anyMatch(content -> content instanceof Content.Media media && media.text().equals("At five")
            && media.edited());
    alice.delete(own).await(Message.State.SENT, SOON);
    bob.sync();
    assertThat(bob.history(talk, Long.MAX_VALUE, 10)).extracting(Message::content)
        .contains(new Content.Removed()).noneMatch(Content.Media.class::isInstance);
  }
}
