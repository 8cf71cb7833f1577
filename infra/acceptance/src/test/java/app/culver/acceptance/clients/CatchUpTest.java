package app.culver.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.JavaClient;
import app.culver.acceptance.support.Member;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.Recording;
import app.culver.client.Content;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.local.tap.AwsCall;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that was away almost as long as messages are kept. */
class CatchUpTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration AWAY = Duration.ofDays(29);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int ENVELOPES = 16;
  private static final int CURSORS = 50;
  /** The contract's: entries of a page, and what surrounds them. */
  private static final int PAGE_BYTES = 98_304;
  /** What an open client may keep of each message: where it is in the log, its id and its author. */
  private static final int OBJECTS_A_MESSAGE = 4;
  /** What it may keep of each conversation, questions under way included. */
  private static final int OBJECTS_A_CONVERSATION = 60;
  /** What a page has at least as long as there is more: it has room for some hundred short messages. */
  private static final int USUAL_PAGE = 60;

  @TempDir private Path folder;
  private final Cloud cloud = Cloud.running();
  private final RawDevice bob = cloud.newDevice();
  private final Map<ConversationId, Queue<String>> shown = new ConcurrentHashMap<>();
  private final List<Long> missing = new CopyOnWriteArrayList<>();
  private final Queue<WeakReference<Message>> told = new ConcurrentLinkedQueue<>();

  @Test
  void afterTwentyNineDaysEverythingComesInOrderInFullPages() throws IOException {
    catchUp(60, 20);
  }

  @Tag("soak")
  @Test
  void tenThousandMessagesInTwoHundredConversationsComeAsWell() throws IOException {
    catchUp(200, 50);
  }

  private void catchUp(int conversations, int messages) throws IOException {
    long open;
    try (var alice = JavaClient.open(cloud.settings(), folder, "alice")) {
      var account = JavaClient.signIn(alice, cloud.newPhoneNumber()).account();
      var groups = Stream.generate(() -> bob.createGroup(Member.of(account))).limit(conversations)
          .toList();
      alice.sync();
      assertThat(alice.conversations()).hasSize(conversations);
      var texts = IntStream.range(0, messages).mapToObj(index -> "Thought number " + index).toList();
      groups.forEach(group -> write(group, account, texts, AWAY.dividedBy(conversations)));

      alice.listen(this::heard);
      try (var taps = cloud.record()) {
        var start = System.nanoTime();
        alice.connect();
        Awaitility.await().atMost(PATIENCE)
            .until(() -> shown.values().stream().mapToInt(Queue::size).sum() == conversations * messages);
        var took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(shown).hasSize(conversations)
            .allSatisfy((group, lines) -> assertThat(lines).containsExactlyElementsOf(texts));
        check(taps, conversations, messages, took);
      }
      open = heapInUse();
      checkObjects(conversations * messages);
      assertThat(ownObjects()).as("objects of the client's own classes")
          .isLessThanOrEqualTo(conversations * (OBJECTS_A_CONVERSATION + messages * OBJECTS_A_MESSAGE));
    }
    // The cloud is in the same heap and collects at its own times, so that this is a figure and no bound.
    System.out.printf("Having caught up with %d messages a client keeps some %.1f MB of the heap%n",
        conversations * messages, (open - heapInUse()) / 1e6);
    assertThat(missing).isNotEmpty().allSatisfy(each -> assertThat(each).isPositive());
    assertThat(missing.getLast()).isLessThan(conversations * messages / 2);
  }

  /** Bob's messages of one day, and the time until he has others. */
  private void write(ConversationId group, AccountId account, List<String> texts, Duration pause) {
    bob.refresh();
    for (var start = 0; start < texts.size(); start += ENVELOPES) {
      bob.post("/v1/messages",
          bob.messages(group, 1, texts.subList(start, Math.min(texts.size(), start + ENVELOPES)), account)).expect(200);
    }
    cloud.clock().advance(pause);
  }

  private void heard(Event event) {
    if (event instanceof Event.MessageAdded(var message)) {
      told.add(new WeakReference<>(message));
    }
    switch (event) {
      case Event.MessageAdded(var message) when message.content() instanceof Content.Text text ->
        shown.computeIfAbsent(message.conversation(), absent -> new ConcurrentLinkedQueue<>()).add(text.text());
      case Event.CatchingUp(var left) -> missing.add(left);
      default -> {}
    }
  }

  private void check(Recording taps, int conversations, int messages, Duration took) {
    var pages = taps.payloads().stream().map(CatchUpTest::parse).map(payload -> payload.path("body").asText())
        .filter(body -> body.startsWith("{\"logEpoch\"")).toList();
    var total = conversations * messages;
    System.out.printf(
        "%d messages in %d conversations after %s: %d calls to sync, %.0f read units, %.1f s%n",
        total, conversations, AWAY, pages.size(),
        taps.calls("MessagesFunction").stream().mapToDouble(AwsCall::readUnits).sum(), took.toMillis() / 1e3);

    assertThat(pages.size()).isLessThanOrEqualTo(total / USUAL_PAGE + 2 * conversations / CURSORS + 1);
    assertThat(pages).allSatisfy(page -> assertThat(page.length()).isLessThanOrEqualTo(PAGE_BYTES));
  }

  /** Those who listen get objects that nobody keeps for them: the store has what they were made of. */
  private void checkObjects(int messages) {
    assertThat(told).hasSizeGreaterThanOrEqualTo(messages);
    assertThat(told.stream().filter(message -> message.get() != null).count()).as("messages kept as objects")
        .isLessThanOrEqualTo(CURSORS);
  }

  /** How many objects of the client's own classes are alive. */
  private static long ownObjects() {
    try {
      var histogram = (String) ManagementFactory.getPlatformMBeanServer().invoke(
          new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
          new Object[]{new String[0]}, new String[]{String[].class.getName()});
      return histogram.lines().map(line -> line.strip().split(" +"))
          .filter(row -> row.length >= 4 && row[3].startsWith("app.culver.client."))
          .mapToLong(row -> Long.parseLong(row[1])).sum();
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  private static long heapInUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static JsonNode parse(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
