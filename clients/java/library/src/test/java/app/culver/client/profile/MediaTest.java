package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.client.Content;
import app.culver.client.Culver;
import app.culver.client.CulverException;
import app.culver.client.Message;
import app.culver.client.identifier.ConversationId;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files over real HTTP, real threads and a real disk. */
class MediaTest extends RealProfiles {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int CHUNK = 512 * 1024;

  private Culver alice;
  private Culver bob;
  private ConversationId talk;

  @BeforeEach
  void talk() throws IOException {
    alice = signedIn("alice");
    bob = signedIn("bob");
    talk = alice.conversationWith(bob.signedIn().orElseThrow().account()).id();
  }

  private Path file(String name, int bytes) throws IOException {
    var content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Files.write(folder.resolve(name), content);
  }

  private static Optional<MockResponse> none() {
    return Optional.empty();
  }

  private static boolean isPut(RecordedRequest request, int index) {
    return request.getMethod().equals("PUT") && request.getUrl().encodedPath().endsWith("/" + index);
  }

  private Message last(Culver client) {
    client.sync();
    var lines = client.history(talk, Long.MAX_VALUE, 1);
    return lines.get(0);
  }

  private List<Path> spooled(String name) throws IOException {
    var files = folder.resolve(name).resolve("files");
    try (var all = Files.exists(files) ? Files.list(files) : java.util.stream.Stream.<Path>empty()) {
      return all.toList();
    }
  }

  @Test
  void filesComeAcrossAsTheyWere() throws Exception {
    var one = file("one.bin", 3 * CHUNK + 1);
    var two = file("two.png", 1);

    var sent = alice.sendFiles(talk, List.of(one, two), "Here they are").await(Message.State.SENT, SOON);

    assertThat(sent.state()).isEqualTo(Message.State.SENT);
    assertThat(spooled("alice")).isEmpty();
    var received = last(bob);
    var media = (Content.Media) received.content();
    assertThat(media.text()).isEqualTo("Here they are");
    assertThat(media.files()).extracting(file -> file.name().orElse("")).containsExactly("one.bin", "two.png");
    assertThat(media.files().get(1).type()).isEqualTo("image/png");
    assertThat(bob.conversation(talk).unread()).isEqualTo(1);
    bob.save(received, 0, folder.resolve("got.bin"));
    bob.save(received, 1, folder.resolve("got.png"));
    assertThat(folder.resolve("got.bin")).hasSameBinaryContentAs(one);
    assertThat(folder.resolve("got.png")).hasSameBinaryContentAs(two);
    alice.save(last(alice), 0, folder.resolve("own.bin"));
    assertThat(folder.resolve("own.bin")).hasSameBinaryContentAs(one);
  }

  @Test
  void aPictureComesWithoutWhereItWasTakenUnlessItIsToBeSentUnchanged() throws Exception {
    var example = new ObjectMapper().readTree(Files.readString(
        Path.of(System.getProperty("culver.root"), "contract/vectors/pictures.json"))).at("/vectors/0");
    var picture = Files.write(folder.resolve("beach.jpg"),
        Base64.getDecoder().decode(example.get("picture").textValue()));
    var clean = Base64.getDecoder().decode(example.get("clean").textValue());

    alice.sendFiles(talk, List.of(picture), "").await(Message.State.SENT, SOON);
    var received = last(bob);
    bob.save(received, 0, folder.resolve("clean.jpg"));
    assertThat(folder.resolve("clean.jpg")).hasBinaryContent(clean);
    assertThat(((Content.Media) received.content()).files().get(0).size()).isEqualTo(clean.length);

    alice.sendFilesUnchanged(talk, List.of(picture), "").await(Message.State.SENT, SOON);
    bob.save(last(bob), 0, folder.resolve("whole.jpg"));
    assertThat(folder.resolve("whole.jpg")).hasSameBinaryContentAs(picture);
  }

  @Test
  void anInterruptedUploadGoesOnAfterARestartWithTheSameBytes() throws Exception {
    var file = file("long.bin", 5 * CHUNK);
    var stored = new CountDownLatch(2);
    var interrupted = new CountDownLatch(1);
    server.script = request -> {
      if (isPut(request, 0) || isPut(request, 1)) {
        var answer = server.store.answer(request, "");
        stored.countDown();
        return answer;
      }
      if (isPut(request, 2) || isPut(request, 3) || isPut(request, 4)) {
        interrupted.countDown();
        return Optional.of(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
      }
      return none();
    };
    var id = alice.sendFiles(talk, List.of(file), "").id();
    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    // What is still on its way would be counted below.
    assertThat(stored.await(20, TimeUnit.SECONDS)).isTrue();
    alice.close();
    assertThat(spooled("alice")).hasSize(1);
    assertThat(server.store.chunks).isNotEmpty().hasSizeLessThan(5);
    // What was sent is what was there when it was sent, and need not be there any more.
    var copy = Files.copy(file, folder.resolve("copy"));
    Files.delete(file);
    server.script = request -> none();
    var grants = server.store.grants;

    alice = open("alice");
    alice.flush(SOON);

    assertThat(last(alice).id()).hasValue(id);
    assertThat(server.store.chunks).hasSize(5);
    // What the first client still had on its way may arrive whenever it likes: it has addresses of its own.
    assertThat(server.store.puts.stream().filter(put -> put.grant() > grants)).isNotEmpty().doesNotHaveDuplicates();
    var received = last(bob);
    bob.save(received, 0, folder.resolve("got"));
    assertThat(folder.resolve("got")).hasSameBinaryContentAs(copy);
  }

  @Test
  void aChunkWhoseAnswerWasLostIsThereAlready() throws Exception {
    var lost = new AtomicInteger();
    server.script = request -> {
      if (isPut(request, 0) && lost.getAndIncrement() == 0) {
        server.store.answer(request, "");
        return Optional.of(ModelStore.status(500));
      }
      return none();
    };

    var sent = alice.sendFiles(talk, List.of(file("file", 2 * CHUNK)), "").await(Message.State.SENT, SOON);

    assertThat(sent.state()).isEqualTo(Message.State.SENT);
    assertThat(server.store.puts.stream().map(ModelStore.Put::path).filter(path -> path.endsWith("/0"))).hasSize(2);
  }

  @Test
  void textsDoNotWaitForFiles() throws Exception {
    var hold = new CountDownLatch(1);
    server.script = request -> hold.getCount() > 0 && request.getMethod().equals("PUT")
        ? Optional.of(ModelStore.status(503))
        : none();
    var file = alice.sendFiles(talk, List.of(file("file", 10)), "");

    assertThat(alice.send(talk, "meanwhile").await(Message.State.SENT, SOON).state()).isEqualTo(Message.State.SENT);

    assertThat(file.message().state()).isEqualTo(Message.State.SENDING);
    hold.countDown();
    assertThat(file.await(Message.State.SENT, SOON).state()).isEqualTo(Message.State.SENT);
    bob.sync();
    assertThat(bob.history(talk, Long.MAX_VALUE, 10)).extracting(Message::content)
        .contains(new Content.Text("meanwhile")).last().isInstanceOf(Content.Media.class);
  }

  @Test
  void addressesThatAreTooOldAreAskedForAgain() throws Exception {
    var seen = new HashSet<String>();
    server.script = request -> request.getUrl().encodedPath().startsWith("/store/")
        && seen.add(request.getMethod() + request.getUrl().encodedPath())
            ? Optional.of(ModelStore.status(403))
            : none();
    var file = file("file", 6 * CHUNK + 1);

    assertThat(alice.sendFiles(talk, List.of(file), "").await(Message.State.SENT, SOON).state())
        .isEqualTo(Message.State.SENT);
    bob.save(last(bob), 0, folder.resolve("got"));

    assertThat(folder.resolve("got")).hasSameBinaryContentAs(file);
  }

  @Test
  void aFileThatTheStoreRefusesForGoodFailsItsMessage() throws Exception {
    server.script = request -> request.getMethod().equals("PUT") && request.getUrl().encodedPath().startsWith("/store/")
        ? Optional.of(ModelStore.status(400))
        : none();

    var sent = alice.sendFiles(talk, List.of(file("file", 10)), "").await(Message.State.SENT, SOON);

    assertThat(sent.state()).isEqualTo(Message.State.FAILED);
    assertThat(sent.failure().orElse("")).contains("400");
    assertThat(spooled("alice")).isEmpty();
    alice.discard(talk, sent.id().orElseThrow());
    assertThat(alice.waiting()).isZero();
  }

  @Test
  void aFileThatWasTamperedWithIsNotHandedOut() throws Exception {
    alice.sendFiles(talk, List.of(file("file", 2 * CHUNK)), "").await(Message.State.SENT, SOON);
    var received = last(bob);
    server.store.chunks.replaceAll((path, bytes) -> {
      var altered = bytes.clone();
      if (path.endsWith("/1")) {
        altered[altered.length / 2] ^= 1;
      }
      return altered;
    });

    var target = folder.resolve("got");
    assertThatThrownBy(() -> bob.save(received, 0, target)).isInstanceOf(CulverException.NotPossible.class)
        .hasMessageContaining("does not verify");
    server.store.chunks.clear();
    assertThatThrownBy(() -> bob.save(received, 0, target)).isInstanceOf(CulverException.NotPossible.class)
        .hasMessageContaining("not in the store any more");

    try (var files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("got"));
    }
    assertThatThrownBy(() -> bob.save(received, 1, target)).isInstanceOf(CulverException.NotPossible.class);
  }

  @Test
  void whatCannotBeSentIsSaidAtOnceAndLeavesNothing() throws Exception {
    assertThatThrownBy(() -> alice.sendFiles(talk, List.of(), "")).isInstanceOf(CulverException.NotPossible.class);
    assertThatThrownBy(() -> alice.sendFiles(talk, List.of(folder.resolve("none")), ""))
        .isInstanceOf(CulverException.NotPossible.class).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> alice.sendFiles(talk, List.of(file("good", 10), file("empty", 0)), ""))
        .isInstanceOf(CulverException.NotPossible.class).hasMessageContaining("empty");
    assertThat(spooled("alice")).isEmpty();
    assertThat(alice.waiting()).isZero();
  }

  @Test
  void loggingOutLeavesNoFileBehind() throws Exception {
    server.script = request -> request.getUrl().encodedPath().startsWith("/store/")
        ? Optional.of(ModelStore.status(503))
        : none();
    alice.sendFiles(talk, List.of(file("file", 10)), "");
    assertThat(spooled("alice")).hasSize(1);

    alice.forget();

    assertThat(spooled("alice")).isEmpty();
  }
}
