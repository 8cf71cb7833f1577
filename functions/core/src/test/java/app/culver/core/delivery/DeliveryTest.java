package app.culver.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.account.Device;
import app.culver.core.delivery.Delivery.Limits;
import app.culver.core.delivery.LiveConnections.Posted;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
    world.connections.answer(World.socket(world.bobPhone), Posted.FAILED);

    delivery(8, SOON).deliver(posts(List.of(world.bobPhone), "1", "2"));

    assertThat(present(world.bobPhone)).isTrue();
    assertThat(world.connections.frames(World.socket(world.bobPhone))).isEmpty();
  }

  @Test
  void socketsThatHangDelayNobodyAndTheDeadlineEndsThem() {
    List<Device> devices = new ArrayList<>(IntStream.range(0, 6).mapToObj(this::hanging).toList());
    devices.add(world.bobPhone);

    delivery(8, SOON).deliver(posts(devices, "1"));

    assertThat(world.connections.frames(World.socket(world.bobPhone))).containsExactly("1");
  }

  private Device hanging(int number) {
    world.connections.hang("hanging-" + number);
    return Samples.connected(Samples.device(Samples.account(50), 50 + number), "hanging-" + number, world.now);
  }

  @Test
  void noMoreGoesOnAtOnceThanIsAllowed() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    LiveConnections counting = new LiveConnections() {
      @Override
      public Posted post(ConnectionId connection, byte[] frame) {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        Thread.yield();
        now.decrementAndGet();
        return Posted.DELIVERED;
      }

      @Override
      public void close(ConnectionId connection) {}
    };
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
}
