package app.culver.acceptance.load;

import app.culver.acceptance.support.Member;
import app.culver.acceptance.support.RawDevice;
import app.culver.client.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** People with a device each, of whom two and two write to each other, and five and five in groups. */
final class Crowd {
  private static final int GROUP = 5;
  private static final int AT_ONCE = 8;
  private static final int ATTEMPTS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final List<LightDevice> devices;

  private Crowd(List<LightDevice> devices) {
    this.devices = devices;
  }

  /** Signs so many people in, has them meet, and connects them. @param size a multiple of ten */
  static Crowd gather(World world, Settings settings, int size) {
    List<RawDevice> people = sideBySide(IntStream.range(0, size)
        .<Callable<RawDevice>>mapToObj(index -> () -> RawDevice.signIn(settings, "+1303556%04d".formatted(index)))
        .toList());
    List<LightDevice> devices = people.stream().map(person -> new LightDevice(world, person)).toList();
    sideBySide(IntStream.range(0, size / 2)
        .mapToObj(pair -> meeting(world, devices.subList(2 * pair, 2 * pair + 2))).toList());
    // In other company than before.
    var groups = size / GROUP;
    sideBySide(IntStream.range(0, groups).mapToObj(group -> meeting(world,
        IntStream.range(0, GROUP).mapToObj(index -> devices.get(index * groups + group)).toList())).toList());
    var crowd = new Crowd(devices);
    crowd.connect(world);
    return crowd;
  }

  private static Callable<Void> meeting(World world, List<LightDevice> members) {
    return () -> {
      var first = members.getFirst().identity();
      var conversation = members.size() == 2
          ? first.converse(members.getLast().identity().account())
          : first.createGroup(members.stream().skip(1)
              .map(member -> Member.of(member.identity().account())).toArray(Member[]::new));
      world.ledger.open(conversation.value(), members.stream().map(LightDevice::name).toList());
      members.forEach(member -> member.join(conversation.value(), members.size() - 1));
      return null;
    };
  }

  private static <T> List<T> sideBySide(List<Callable<T>> tasks) {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var results = new ArrayList<T>();
      for (var task : threads.invokeAll(tasks.stream().<Callable<T>>map(task -> () -> insist(task)).toList())) {
        results.add(task.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** A machine that has much else to do may answer that it is busy. */
  private static <T> T insist(Callable<T> task) throws Exception {
    for (var attempt = 1;; attempt++) {
      try {
        return task.call();
      } catch (AssertionError refused) {
        if (attempt == ATTEMPTS) {
          throw refused;
        }
      }
    }
  }

  private void connect(World world) {
    IntStream.range(0, devices.size())
        .forEach(index -> world.after(Duration.ofMillis(10L * index), devices.get(index)::connect));
    await(LightDevice::isQuiet);
  }

  /** One of them. */
  LightDevice any() {
    return devices.get(ThreadLocalRandom.current().nextInt(devices.size()));
  }

  /** All lose their connections within this time, in any order, and open others. */
  void storm(World world, Duration within) {
    devices.forEach(device -> world
        .after(Duration.ofMillis(ThreadLocalRandom.current().nextLong(within.toMillis())), device::drop));
  }

  /** Waits until this is so of all devices. */
  void await(Predicate<LightDevice> so) {
    Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500))
        .until(() -> devices.stream().allMatch(so));
  }

  /** All fetch what there is, though it should be there. */
  void fetchAll() {
    devices.forEach(LightDevice::syncAll);
    await(LightDevice::isQuiet);
  }

  void leave() {
    devices.forEach(LightDevice::leave);
  }
}
