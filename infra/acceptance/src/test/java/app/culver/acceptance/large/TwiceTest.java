package app.culver.acceptance.large;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Answer;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.JavaClient;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.Recording;
import app.culver.client.Content;
import app.culver.client.Culver;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.Role;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alice and Bob, with the client library, are in a group of 66 whose other members have all signed out, so that messages
 * can still be sealed to its devices. What is ordered comes twice, as SQS may have it.
 */
class TwiceTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final Cloud cloud = Cloud.running();
  private final List<Culver> open = new ArrayList<>();
  private final List<Event> shown = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    open.forEach(Culver::close);
  }

  private Culver person(String name) throws IOException {
    var client = JavaClient.open(cloud.settings(), folder, name);
    open.add(client);
    JavaClient.signIn(client, cloud.newPhoneNumber());
    client.connect();
    return client;
  }

  /** Accounts of people who have signed out. */
  private List<AccountId> gone(int count) {
    return Stream.generate(cloud::newDevice).limit(count).peek(RawDevice::signOut).map(RawDevice::account).toList();
  }

  private static long copies(Culver client, ConversationId group, String text) {
    return client.history(group, Long.MAX_VALUE, 100).stream().map(Message::content)
        .filter(new Content.Text(text)::equals).count();
  }

  private static boolean knows(Culver client, ConversationId group) {
    return client.conversations().stream().anyMatch(known -> known.id().equals(group));
  }

  /** The orders that DeliverFunction was given. */
  private static List<String> orders(Recording taps) {
    return taps.runs().stream().filter(run -> run.function().equals("DeliverFunction"))
        .flatMap(run -> Answer.parse(new String(run.event(), UTF_8)).path("Records").valueStream())
        .map(record -> record.path("body").asText()).filter(body -> body.contains("order")).toList();
  }

  @Test
  void nothingIsShownTwice() throws IOException {
    var alice = person("alice");
    var bob = person("bob");
    bob.listen(shown::add);
    var group = alice.createGroup("Many", gone(39), Optional.empty()).id();
    alice.addMembers(group, gone(24), Role.MEMBER);
    alice.addMembers(group, List.of(bob.signedIn().orElseThrow().account()), Role.MEMBER);
    Awaitility.await().atMost(SOON).until(() -> knows(bob, group));

    try (var taps = cloud.record()) {
      assertThat(alice.send(group, "once").await(Message.State.SENT, SOON).state())
          .isGreaterThanOrEqualTo(Message.State.SENT).isNotEqualTo(Message.State.FAILED);
      Awaitility.await().atMost(SOON).until(() -> copies(bob, group, "once") == 1);
      taps.awaitEnded("DeliverFunction", 2);
      taps.awaitQuiet();
      // Two for the message, and perhaps two for the title that went just before it.
      var orders = orders(taps);
      assertThat(orders).hasSizeGreaterThanOrEqualTo(2);
      orders.forEach(order -> cloud.queue("LaterQueue", order));
      orders.forEach(order -> cloud.queue("LaterQueue", order));
      cloud.awaitQueues(Duration.ofSeconds(13),
          () -> orders(taps).size() >= 3 * orders.size() && cloud.depth("LaterQueue") == 0);

      alice.send(group, "and then");
      Awaitility.await().atMost(SOON).until(() -> copies(bob, group, "and then") == 1);
    }

    assertThat(copies(bob, group, "once")).isEqualTo(1);
    assertThat(shown).filteredOn(event -> event instanceof Event.MessageAdded(var message)
        && message.content().equals(new Content.Text("once"))).hasSize(1);
  }
}
