package app.culver.acceptance.large;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.Crowd;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.RawSocket;
import app.culver.acceptance.support.Recording;
import app.culver.local.gateway.GatewayFaults;
import app.culver.local.tap.AwsCall;
import app.culver.local.tap.TapFaults;
import app.culver.local.tap.TapFaults.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Alice writes to more than one invocation tells: 66 members, each with a device. Bob and Carol are online, Dave is away. */
class LargeGroupTest {
  private static final int LARGE = 66;

  private static Crowd crowd;
  private static RawDevice laptop;

  private final Cloud cloud = Cloud.running();
  private final RawDevice bob = crowd.others().getFirst();
  private final RawDevice carol = crowd.others().getLast();
  private final RawDevice dave = crowd.others().get(30);

  @BeforeAll
  static void gather() {
    crowd = new Crowd(LARGE);
    laptop = crowd.laptop();
  }

  /** What the net below would do of it is done before others count. */
  @AfterAll
  static void settle() {
    Cloud.running().awaitStreams(() -> Cloud.running().depth("LaterQueue") == 0);
  }

  private static boolean isEntry(JsonNode frame, long seq) {
    return frame.path("type").asText().equals("entry") && frame.at("/entry/seq").asLong() == seq
        && frame.path("conversation").asText().equals(crowd.group().value());
  }

  private static long write(RawSocket alice) {
    return alice.ask(crowd.message().put("action", "send")).path("accepted").path(0).path("seq").asLong();
  }

  private static long write() {
    return crowd.alice().post("/v1/messages", crowd.message()).expect(200).path("accepted").path(0).path("seq")
        .asLong();
  }

  private static List<AwsCall> reads(Recording taps, String table) {
    return taps.calls("MessagesFunction").stream().filter(call -> call.operation().equals("Query"))
        .filter(call -> new String(call.request(), UTF_8).contains(table)).toList();
  }

  @Test
  void whoIsOnlineHearsAtOnceAndWhoIsAwayIsWoken() {
    var token = dave.wakeable();
    try (var alice = crowd.alice().online();
        var atLaptop = laptop.online();
        var atBob = bob.online();
        var atCarol = carol.online();
        var taps = cloud.record()) {
      long seq = write(alice);

      // No time is made to pass: it is not the net below that tells them.
      for (var socket : List.of(atLaptop, atBob, atCarol)) {
        socket.await(frame -> isEntry(frame, seq));
      }
      taps.awaitEnded("DeliverFunction", 2);
      assertThat(reads(taps, cloud.tables().name("AccountsTable"))).hasSize(1);
      assertThat(List.of(atLaptop, atBob, atCarol, alice)).allSatisfy(
          socket -> assertThat(socket.rest()).noneMatch(frame -> isEntry(frame, seq)));
    }
    cloud.awaitQueues(Duration.ofSeconds(3), () -> cloud.depth("PushQueue") == 0);
    assertThat(cloud.fcm().pushes()).filteredOn(push -> push.target().equals(token)).hasSize(1);
  }

  @Test
  void whoWasRemovedHearsOfTheRemovalAndOfNothingAfterIt() {
    var eve = crowd.others().get(40);
    try (var atEve = eve.online(); var atBob = bob.online(); var taps = cloud.record()) {
      crowd.remove(eve);
      atEve.await(frame -> isEntry(frame, crowd.change()));

      long seq = write();

      atBob.await(frame -> isEntry(frame, seq));
      taps.awaitEnded("DeliverFunction", 2);
      assertThat(atEve.ask(RawDevice.object().put("action", "ping")).path("type").asText()).isEqualTo("pong");
      assertThat(atEve.rest()).noneMatch(frame -> isEntry(frame, seq));
    } finally {
      crowd.grow(LARGE + 1);
    }
  }

  @Test
  void aSocketThatIsGoneLosesItsPresenceAndTheOthersHear() {
    try (var atBob = bob.online(); var atCarol = carol.online()) {
      var connection = cloud.tables().connection(carol);
      try (var gone = cloud.disturb(new GatewayFaults() {
        @Override
        public ManagementFault onManagement(String method, String to, byte[] body) {
          return to.equals(connection) ? ManagementFault.GONE : ManagementFault.NONE;
        }
      })) {
        assertThat(gone).isNotNull();
        long seq = write();
        atBob.await(frame -> isEntry(frame, seq));
        cloud.awaitQueues(Duration.ZERO, () -> !cloud.tables().isConnected(carol));
      }
      assertThat(atCarol.rest()).isEmpty();
    }
  }

  /** Nobody takes the orders; the stream tells of the message all the same. */
  @Test
  void whatNobodyTookIsCaughtByTheNet() {
    TapFaults faults = (service, operation, instance, request) -> service.equals("sqs")
        && instance.startsWith("MessagesFunction")
            ? Fault.Answered.error(500, "InternalFailure", "x")
            : new Fault.None();
    try (var atBob = bob.online(); var taps = cloud.record()) {
      long seq;
      try (var broken = cloud.disturb(faults)) {
        assertThat(broken).isNotNull();
        seq = write();
      }
      assertThat(taps.lines()).anyMatch(line -> line.text().contains("orders that nobody took"));
      assertThat(atBob.rest()).noneMatch(frame -> isEntry(frame, seq));

      cloud.awaitWithin(Duration.ofSeconds(60), () -> atBob.rest().stream().anyMatch(frame -> isEntry(frame, seq)));
    }
  }

  /** The one who wrote is gone before anything was ordered, and never tries again. */
  @Test
  void whatADyingInvocationDidNotOrderIsCaughtByTheNet() {
    TapFaults faults = (service, operation, instance, request) -> instance.startsWith("MessagesFunction")
        && operation.equals("PutItem") ? new Fault.Killed(true) : new Fault.None();
    try (var atBob = bob.online()) {
      try (var death = cloud.disturb(faults)) {
        assertThat(death).isNotNull();
        assertThat(crowd.alice().post("/v1/messages", crowd.message()).status()).isGreaterThanOrEqualTo(500);
      }
      cloud.awaitWithin(Duration.ofSeconds(60),
          () -> atBob.rest().stream().anyMatch(frame -> frame.path("type").asText().equals("entry")));
    }
  }
}
