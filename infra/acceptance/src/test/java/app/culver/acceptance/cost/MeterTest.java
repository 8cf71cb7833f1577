package app.culver.acceptance.cost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Crowd;
import app.culver.acceptance.support.Member;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.RawSocket;
import app.culver.acceptance.support.Store;
import app.culver.client.identifier.ConversationId;
import app.culver.local.tap.TapFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The costs of what people do all day. The numbers may only go down: one that is higher than here is a regression, one that
 * is lower is to be written here.
 */
@Tag("cost")
class MeterTest {
  private static final Map<String, Cost> MEASURED = new TreeMap<>();

  private final Pair pair = new Pair();

  /** What is measured. */
  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  @AfterEach
  void part() {
    pair.close();
  }

  @AfterAll
  static void print() {
    MEASURED.forEach((name, cost) -> System.out.println(cost.row(name)));
    MEASURED.forEach(Readme::tells);
  }

  /** Targets of the design: 1 write unit, 4 read units, 2 messages and the acknowledgement, 1 invocation, 3 calls deep. */
  @Test
  void aDirectMessageBetweenTwoOnlineDevices() throws Exception {
    var message = pair.message();
    expect("message, both online", new Cost(1, 1, 4, 3, 0, 3), () -> pair.send(message));
  }

  @Test
  void theSameByAnInstanceThatHasJustStarted() throws Exception {
    var message = pair.message();
    var other = Cloud.running().newDevice();
    var gate = new CountDownLatch(1);
    var sideBySide = new SideBySide();
    TapFaults faults = (service, operation, instance, request) -> {
      if (new String(request, UTF_8).contains(other.account().value())) {
        hold(gate);
      }
      return sideBySide.on(service, operation, instance, request);
    };
    try (var requests = Executors.newVirtualThreadPerTaskExecutor(); var busy = Cloud.running().record()) {
      measure("message, both online, cold instance", new Cost(1, 1, 4, 3, 0, 3), faults, () -> {
        // Whatever instances there are, they wait at the gate, until one more had to be started.
        for (var count = 1; busy.started("MessagesFunction") == 0; count++) {
          requests.submit(() -> other.post("/v1/sync", pair.cursor()));
          busy.awaitBegun("MessagesFunction", count);
        }
      }, () -> pair.send(message));
      assertThat(busy.started("MessagesFunction")).isEqualTo(2);
    } finally {
      gate.countDown();
    }
  }

  @Test
  void aDirectMessageByHttp() throws Exception {
    var message = pair.message();
    expect("message by HTTP, peer online", new Cost(1, 1, 4, 1, 0, 3), () -> {
      pair.alice.post("/v1/messages", message).expect(200);
      pair.atBob.await("entry");
    });
  }

  @Test
  void aReceipt() throws Exception {
    expect("receipt, author online", new Cost(1, 1, 4, 2, 0, 3), () -> {
      pair.atBob.send(pair.receipt().toString());
      pair.atAlice.await("receipt");
    });
  }

  @Test
  void aSyncOfOneQuietConversation() throws Exception {
    expect("sync of one quiet conversation", new Cost(1, 0, 3, 2, 0, 1),
        () -> pair.atAlice.ask(pair.cursor().put("action", "sync")));
  }

  /** What a device asks for when it connects, and once more ten seconds later, in 200 conversations without any news. */
  @Test
  void aReconnectWithTwoHundredQuietConversations() throws Exception {
    var device = Cloud.running().newDevice();
    var conversations = Stream.generate(device::createGroup).limit(200).map(ConversationId::value).sorted().toList();
    try (var socket = device.online()) {
      expect("reconnect, 200 quiet conversations: list and sync", new Cost(6, 0, 220, 8, 0, 10),
          () -> listAndSync(device, socket, conversations, false));
      expect("the same ten seconds later", new Cost(6, 0, 120, 8, 0, 10),
          () -> listAndSync(device, socket, conversations, true));
    }
  }

  private static void listAndSync(RawDevice device, RawSocket socket, List<String> conversations, boolean again) {
    var first = device.get("/v1/conversations?limit=100&only=ids").expect(200);
    var rest = device.get("/v1/conversations?limit=100&only=ids&after=" + first.path("next").asText()).expect(200);
    assertThat(first.path("ids").size() + rest.path("ids").size()).isEqualTo(conversations.size());
    for (var start = 0; start < conversations.size(); start += 50) {
      var frame = RawDevice.object().put("action", "sync");
      var cursors = frame.putArray("cursors");
      conversations.subList(start, start + 50).forEach(conversation -> cursors.addObject()
          .put("conversation", conversation).put("after", 1).put("receipts", false));
      if (again) {
        frame.put("again", true);
      }
      assertThat(socket.ask(frame).path("conversations")).hasSize(50)
          .allSatisfy(page -> assertThat(page.path("tail").asLong()).isEqualTo(1));
    }
  }

  @Test
  void connectingAndHello() throws Exception {
    var device = Cloud.running().newDevice();
    var opened = new ArrayList<RawSocket>();
    expect("connecting", new Cost(2, 0, 1, 0, 0, 1), () -> opened.add(device.connect()));
    try (var socket = opened.getFirst()) {
      expect("hello", new Cost(1, 1, 0, 2, 0, 1), () -> socket.ask(RawDevice.object().put("action", "hello")));
    }
  }

  @Test
  void aRenewalOfTokens() throws Exception {
    expect("renewal of tokens", new Cost(1, 1, 1, 0, 2, 4), () -> pair.alice.refresh());
  }

  /** The others are away: what is posted to each costs one socket message more. */
  @Test
  void aMessageInASmallGroup() throws Exception {
    expect("message of suite `mls`, group of two, the other away", new Cost(1, 1, 4, 2, 0, 3), inGroup(groupOf(2)));
    expect("message of suite `mls`, group of ten, the others away", new Cost(1, 1, 12, 2, 0, 3), inGroup(groupOf(10)));
  }

  private Work inGroup(ConversationId group) {
    var message = RawDevice.object().put("conversation", group.value()).put("since", 1);
    message.putArray("envelopes").addObject().put("id", RawDevice.newMessage().value()).put("suite", "mls")
        .put("ciphertext", RawDevice.base64(new byte[334]));
    return () -> pair.atAlice.ask(message.put("action", "send"));
  }

  @Test
  void aChangeOfMembersInAGroupOfTen() throws Exception {
    var group = groupOf(10);
    var request = pair.alice.changeRequest(group, 1, RawDevice.added(Member.of(pair.bob.account())));
    expect("member added, group of ten, all away", new Cost(1, 6, 16, 1, 0, 5),
        () -> pair.alice.post("/v1/conversations/" + group + "/changes", request).expect(200));
  }

  /** The files themselves pass no function. */
  @Test
  void addressesForAFile() throws Exception {
    var media = RawDevice.newMessage().value();
    expect("addresses for up to 25 chunks of a file", new Cost(1, 0, 2, 0, 0, 1),
        () -> Store.askToPut(pair.alice, pair.conversation, media, 0, new byte[4112]).expect(200));
    expect("addresses for up to 25 chunks of a file", new Cost(1, 0, 2, 0, 0, 1),
        () -> Store.askToGet(pair.bob, pair.conversation, media, 0).expect(200));
  }

  /** Alice and others who are away. */
  private ConversationId groupOf(int members) {
    return pair.alice
        .createGroup(Stream.generate(() -> Cloud.running().newDevice().account()).limit(members - 1)
            .map(Member::of).toArray(Member[]::new));
  }

  /** Up to 64 members the invocation tells all of them itself; half of its reads wait for the other half. */
  @Test
  void aMessageInALargerSmallGroup() throws Exception {
    var crowd = new Crowd(50);
    inOneInvocation("message of suite `mls`, group of 50, the others away", crowd, new Cost(1, 1, 52, 2, 0, 4));
    crowd.grow(64);
    inOneInvocation("message of suite `mls`, group of 64, the others away", crowd, new Cost(1, 1, 66, 2, 0, 4));
  }

  private static void inOneInvocation(String name, Crowd crowd, Cost expected) throws Exception {
    settle(crowd);
    try (var alice = crowd.alice().online();
        var held = Cloud.running().disturb(new SideBySide());
        var taps = Cloud.running().record()) {
      assertThat(held).isNotNull();
      alice.ask(crowd.message().put("action", "send"));
      taps.awaitQuiet();
      var cost = Cost.of(taps);
      MEASURED.put(name, cost);
      assertThat(cost).isEqualTo(expected);
    }
  }

  /** Above them it reads nobody else's devices, and what deliver does for it is counted beside it. */
  @Test
  void aMessageInALargeGroup() throws Exception {
    var crowd = new Crowd(65);
    inChunks("message of suite `mls`, group of 65", crowd, new Cost(1, 1, 3, 2, 0, 3),
        2, 70);
    crowd.grow(250);
    inChunks("message of suite `mls`, group of 250", crowd, new Cost(1, 1, 5, 2, 0, 3),
        5, 279);
  }

  /** What one chunk takes does not depend on what goes on beside it. */
  @Test
  void aChunkOfALargeGroup() throws Exception {
    var crowd = new Crowd(101);
    crowd.alice().post("/v1/messages", crowd.message()).expect(200);
    settle(crowd);
    othersHaveAcknowledged(crowd);
    var order = RawDevice.object();
    var chunk = order.putObject("order").put("conversation", crowd.group().value()).put("from", crowd.change() + 1)
        .put("to", crowd.change() + 1).putArray("accounts");
    crowd.others().stream().map(other -> other.account().value()).sorted().limit(50).forEach(chunk::add);
    try (var held = Cloud.running().disturb(new SideBySide()); var taps = Cloud.running().record()) {
      assertThat(held).isNotNull();
      Cloud.running().queue("LaterQueue", order.toString());
      Cloud.running().awaitQueues(Duration.ofSeconds(13), () -> taps.ended("DeliverFunction") > 0);
      taps.awaitQuiet();
      var cost = Cost.of(taps, "DeliverFunction");
      MEASURED.put("deliver, for fifty members of such a group, all away", cost);
      assertThat(cost).isEqualTo(new Cost(1, 0, 55, 0, 0, 2));
    }
  }

  private void inChunks(String name, Crowd crowd, Cost sending, int chunks, double reads) {
    settle(crowd);
    othersHaveAcknowledged(crowd);
    try (var alice = crowd.alice().online();
        var held = Cloud.running().disturb(new SideBySide());
        var taps = Cloud.running().record()) {
      assertThat(held).isNotNull();
      alice.ask(crowd.message().put("action", "send"));
      taps.awaitEnded("DeliverFunction", chunks);
      taps.awaitQuiet();
      var sent = Cost.of(taps, "MessagesFunction").with(taps.messages().size());
      MEASURED.put(name, sent);
      assertThat(sent).isEqualTo(sending);
      assertThat(taps.calls("MessagesFunction")).filteredOn(call -> call.service().equals("sqs")).hasSize(1);
      // How its chunks overlap depends on how soon their instances start.
      var deliver = Cost.of(taps, "DeliverFunction");
      assertThat(deliver).isEqualTo(new Cost(chunks, 0, reads, 0, 0, deliver.depth()));
    }
  }

  /** What was sent before is not counted. */
  private static void settle(Crowd crowd) {
    settle(crowd.group(), crowd.tail());
  }

  private static void settle(ConversationId conversation, long tail) {
    try (var taps = Cloud.running().record()) {
      Cloud.running().awaitStreams(() -> head(conversation) == tail);
      // The head is raised before what is too young is put off.
      taps.awaitQuiet();
      Cloud.running().awaitStreams(() -> Cloud.running().depth("LaterQueue") == 0);
      taps.awaitQuiet();
    }
  }

  /** What was before, so that there are receipts to be read. */
  private static void othersHaveAcknowledged(Crowd crowd) {
    crowd.others().forEach(other -> Cloud.running().tables().put("ConversationsTable",
        Map.of("conversation", Map.of("S", crowd.group().value()), "item",
            Map.of("S", "receipt#" + other.account() + "#" + other.device()), "delivered",
            Map.of("N", Long.toString(crowd.change())), "read", Map.of("N", "0"))));
  }

  @Test
  void whatDeliverAddsForTenMessages() throws Exception {
    // What was sent before is not counted.
    settle(pair.conversation, pair.tail());
    try (var held = Cloud.running().disturb(new SideBySide()); var taps = Cloud.running().record()) {
      assertThat(held).isNotNull();
      for (var index = 0; index < 10; index++) {
        pair.send(pair.message());
      }
      pair.atBob.send(pair.receipt().toString());
      pair.atAlice.await("receipt");
      // The head is raised before what is too young is put off.
      Cloud.running().awaitStreams(() -> head() == pair.tail() && taps.ended("DeliverFunction") > 1
          && Cloud.running().depth("LaterQueue") == 0);
      taps.awaitQuiet();
      var cost = Cost.of(taps, "DeliverFunction");
      MEASURED.put("deliver, for ten messages of one conversation that were acknowledged", cost);
      assertThat(cost).isEqualTo(new Cost(2, 1, 5, 0, 0, 6));
    }
  }

  private void expect(String name, Cost expected, Work work) throws Exception {
    measure(name, expected, new SideBySide(), () -> {}, work);
  }

  private void measure(String name, Cost expected, TapFaults faults, Work before, Work work) throws Exception {
    pair.settle();
    try (var held = Cloud.running().disturb(faults)) {
      assertThat(held).isNotNull();
      before.run();
      try (var taps = Cloud.running().record()) {
        work.run();
        taps.awaitQuiet();
        taps.awaitMessages(expected.messages());
        var cost = Cost.of(taps);
        MEASURED.put(name, cost);
        assertThat(cost).isEqualTo(expected);
      }
    }
  }

  private static void hold(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private long head() {
    return head(pair.conversation);
  }

  private static long head(ConversationId conversation) {
    return Cloud.running().tables().items("ConversationsTable").stream()
        .filter(item -> item.at("/item/S").asText().equals("head")
            && item.at("/conversation/S").asText().equals(conversation.value()))
        .mapToLong(item -> item.at("/seq/N").asLong()).findFirst().orElse(0);
  }
}
