package app.culver.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.delivery.Delivery.Limits;
import app.culver.core.delivery.LiveConnections.Posted;
import app.culver.core.delivery.Outcome.End;
import app.culver.core.device.ConnectionId;
import app.culver.core.device.Device;
import app.culver.core.device.Presences;
import app.culver.core.memory.Faults;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class DeliveryTest {
  private static final Duration SOON = Duration.ofMillis(200);

  private final World world = new World();

  private Delivery delivery(int concurrency, Duration deadline) {
    return new Delivery(world.connections, world.devices, new Limits(concurrency, deadline));
  }

  private static List<Post> posts(List<Device> devices, String... frames) {
    return Post.to(devices, Stream.of(frames).map(frame -> frame.getBytes(StandardCharsets.UTF_8)).toList());
  }

  private boolean present(Device device) {
    return world.devices.of(device.account()).stream().filter(each -> each.id().equals(device.id()))
        .anyMatch(each -> each.presence().isPresent());
  }

  @Test
  void everyConnectedDeviceGetsTheFramesInTheirOrder() {
    delivery(8, SOON).deliver(posts(List.of(world.aliceLaptop, world.bobPhone), "1", "2", "3"));

    assertThat(world.connections.frames(World.socket(world.aliceLaptop))).containsExactly("1", "2", "3");
    assertThat(world.connections.frames(World.socket(world.bobPhone))).containsExactly("1", "2", "3");
  }

  @Test
  void aDeviceThatIsAwayIsPassedOver() {
    Device away = Samples.device(Samples.account(2), 22);

    assertThat(posts(List.of(away), "1")).isEmpty();
  }

  @Test
  void aSocketThatIsGoneLosesItsPresence() {
    world.connections.answer(World.socket(world.bobPhone), Posted.GONE);

    delivery(8, SOON).deliver(posts(List.of(world.bobPhone), "1", "2"));

    assertThat(present(world.bobPhone)).isFalse();
  }

  @Test
  void theNewerSocketOfADeviceWhoseOldOneIsGoneKeepsItsPresence() {
    List<Post> posts = posts(List.of(world.bobPhone), "1");
    world.connections.answer(World.socket(world.bobPhone), Posted.GONE);
    world.devices.put(Samples.connected(world.bobPhone, "newer", world.now.plusSeconds(1)));

    delivery(8, SOON).deliver(posts);

    assertThat(present(world.bobPhone)).isTrue();
  }

  @Test
  void aSocketThatFailsKeepsItsPresenceAndIsLeftAlone() {
    AtomicInteger posts = new AtomicInteger();
    LiveConnections failing = posting((_, _) -> {
      posts.incrementAndGet();
      return Posted.FAILED;
    });

    new Delivery(failing, world.devices, new Limits(8, SOON)).deliver(posts(List.of(world.bobPhone), "1", "2"));

    assertThat(present(world.bobPhone)).isTrue();
    assertThat(posts).as("a later frame without the one before would only make a gap").hasValue(1);
  }

  @Test
  void socketsThatHangDelayNobody() {
    CountDownLatch bobHasIt = new CountDownLatch(1);
    AtomicInteger outlasted = new AtomicInteger();
    LiveConnections hangingUntilBobHasIt = posting((connection, _) -> {
      if (connection.value().equals(World.socket(world.bobPhone))) {
        bobHasIt.countDown();
      } else if (await(bobHasIt)) {
        outlasted.incrementAndGet();
      }
      return Posted.DELIVERED;
    });
    List<Device> devices = new ArrayList<>(IntStream.range(0, 6)
        .mapToObj(i -> Samples.connected(Samples.device(Samples.account(50), 50 + i), "s" + i, world.now)).toList());
    devices.add(world.bobPhone);

    new Delivery(hangingUntilBobHasIt, world.devices, new Limits(8, Duration.ofSeconds(5)))
        .deliver(posts(devices, "1"));

    assertThat(outlasted).hasValue(6);
  }

  @Test
  void theDeadlineEndsWhatHangs() {
    world.connections.hang(World.socket(world.aliceLaptop));

    delivery(8, SOON).deliver(posts(List.of(world.aliceLaptop, world.bobPhone), "1"));

    assertThat(world.connections.frames(World.socket(world.bobPhone))).containsExactly("1");
    assertThat(world.connections.frames(World.socket(world.aliceLaptop))).isEmpty();
  }

  @Test
  void theOutcomeNamesThePostsByTheirEnds() {
    List<Device> devices = new ArrayList<>(List.of(world.alicePhone, world.aliceLaptop, world.bobPhone));
    devices.add(world.malloryPhone);
    world.connections.answer(World.socket(world.alicePhone), Posted.FAILED);
    world.connections.answer(World.socket(world.aliceLaptop), Posted.GONE);
    world.connections.hang(World.socket(world.bobPhone));
    List<Post> posts = posts(devices, "1", "2");

    Outcome outcome = delivery(8, SOON).deliver(posts);

    assertThat(outcome.posts(End.FAILED)).containsExactly(posts.get(0));
    assertThat(outcome.posts(End.GONE)).containsExactly(posts.get(1));
    assertThat(outcome.posts(End.CUT)).containsExactly(posts.get(2));
    assertThat(outcome.posts(End.DELIVERED)).containsExactly(posts.get(3));
    assertThat(outcome.undelivered()).isEqualTo(posts.subList(0, 3));
    assertThat(outcome.faults()).isEmpty();
  }

  @Test
  void aPresenceThatCannotBeClearedIsAFaultAndThePostIsGoneAllTheSame() {
    world.connections.answer(World.socket(world.bobPhone), Posted.GONE);
    var fault = new IllegalStateException("no table");
    Presences presences = new Faults<>(Presences.class, world.devices).before("clear", 1, () -> {
      throw fault;
    }).port();

    Outcome outcome = new Delivery(world.connections, presences, new Limits(8, SOON))
        .deliver(posts(List.of(world.bobPhone), "1"));

    assertThat(outcome.posts(End.GONE)).hasSize(1);
    assertThat(outcome.faults()).containsExactly(fault);
  }

  @Test
  void noMoreGoesOnAtOnceThanIsAllowed() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    LiveConnections counting = posting((_, _) -> {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      Thread.yield();
      now.decrementAndGet();
      return Posted.DELIVERED;
    });
    List<Device> devices = IntStream.range(0, 50)
        .mapToObj(i -> Samples.connected(Samples.device(Samples.account(i), i), "s" + i, world.now)).toList();

    new Delivery(counting, world.devices, new Limits(3, Duration.ofSeconds(5))).deliver(posts(devices, "1"));

    assertThat(most).hasValueBetween(1, 3);
  }

  @Test
  void aReplacedSocketIsToldSoBeforeItIsClosed() {
    delivery(8, SOON).replace(new ConnectionId("old"), "replaced".getBytes(StandardCharsets.UTF_8));

    assertThat(world.connections.frames("old")).containsExactly("replaced");
    assertThat(world.connections.closed("old")).isTrue();
  }

  private static LiveConnections posting(BiFunction<ConnectionId, byte[], Posted> post) {
    return new LiveConnections() {
      @Override
      public Posted post(ConnectionId connection, byte[] frame) {
        return post.apply(connection, frame);
      }

      @Override
      public void close(ConnectionId connection) {}
    };
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      return false;
    }
  }
}
