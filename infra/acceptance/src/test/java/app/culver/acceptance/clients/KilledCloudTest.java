package app.culver.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.CloudProcess;
import app.culver.acceptance.support.JavaClient;
import app.culver.client.Content;
import app.culver.client.Culver;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.Settings;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.MessageId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole local cloud is killed, as {@code kill -9} kills, while two Java clients talk, and started again. */
class KilledCloudTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int MESSAGES = 20;
  /** With so many acknowledged it is killed. */
  private static final int BEFORE = 8;

  @TempDir private Path folder;
  private final int port = CloudProcess.freePorts();
  private final List<Culver> open = new ArrayList<>();

  @AfterEach
  void end() {
    open.forEach(Culver::close);
  }

  @Test
  void whatWasAcknowledgedIsThereTheOutboxSendsTheRestAndNothingComesTwice() throws Exception {
    var texts = IntStream.rangeClosed(1, MESSAGES).mapToObj(number -> "Message number " + number).toList();
    Set<MessageId> acknowledged = ConcurrentHashMap.newKeySet();
    Culver alice;
    Culver bob;
    ConversationId talk;
    List<MessageId> ids;
    Settings settings;
    try (var cloud = CloudProcess.start(folder.resolve("data"), port)) {
      settings = cloud.settings();
      alice = person(cloud, "alice", "+4915550000001");
      bob = person(cloud, "bob", "+4915550000002");
      talk = alice.conversationWith(bob.signedIn().orElseThrow().account()).id();
      alice.listen(event -> {
        if (event instanceof Event.MessageChanged(var message) && message.seq().isPresent()) {
          acknowledged.add(message.id().orElseThrow());
          if (acknowledged.size() == BEFORE) {
            cloud.kill();
          }
        }
      });
      ids = texts.stream().map(text -> alice.send(talk, text).id()).toList();
      cloud.awaitEnd();
    }
    var before = Set.copyOf(acknowledged);
    assertThat(before).as("killed in the midst").hasSizeBetween(BEFORE, MESSAGES - 1);

    try (var again = CloudProcess.start(folder.resolve("data"), port)) {
      assertThat(again.settings()).isEqualTo(settings);
      // As an app does that comes to the front: what waits is tried at once.
      alice.sync();
      alice.flush(SOON);
      Awaitility.await().atMost(SOON).until(() -> {
        bob.sync();
        return texts(bob, talk).size() >= MESSAGES;
      });
      assertThat(texts(bob, talk)).containsExactlyElementsOf(texts);
      assertThat(sent(alice, talk)).extracting(message -> message.id().orElseThrow()).containsExactlyElementsOf(ids)
          .containsAll(before);
      // Behind the first entry, which says who is in the conversation: nothing else is in the log, so nothing twice.
      assertThat(sent(bob, talk)).extracting(message -> message.seq().orElseThrow())
          .containsExactlyElementsOf(LongStream.rangeClosed(2, MESSAGES + 1).boxed().toList());
      assertThat(alice.waiting()).isZero();
    }
  }

  private Culver person(CloudProcess cloud, String name, String number) throws IOException {
    var client = JavaClient.open(cloud.settings(), folder, name);
    open.add(client);
    JavaClient.signIn(client, number);
    client.connect();
    return client;
  }

  private static List<Message> sent(Culver client, ConversationId talk) {
    return client.conversations().isEmpty()
        ? List.of()
        : client.history(talk, Long.MAX_VALUE, 100).stream()
            .filter(message -> message.content() instanceof Content.Text).toList();
  }

  private static List<String> texts(Culver client, ConversationId talk) {
    return sent(client, talk).stream().map(message -> ((Content.Text) message.content()).text()).toList();
  }
}
