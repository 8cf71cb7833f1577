package app.culver.acceptance.load;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.load.Clocked.Phase;
import app.culver.acceptance.support.RawDevice;
import app.culver.client.Culver;
import app.culver.local.cloud.CloudOptions;
import app.culver.local.cloud.LocalCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A thousand devices write to each other for long, then all of them lose their connections at once while they go on writing.
 * Nothing is lost, doubled or out of order; how long it takes is only reported. {@code make soak MINUTES=10 RATE=50 SOCKETS=1000}.
 */
@Tag("soak")
class LoadTest {
  private static final int SOCKETS = Integer.getInteger("culver.sockets", 1_000);
  private static final int RATE = Integer.getInteger("culver.rate", 50);
  private static final Duration STEADY = Duration.ofMinutes(Integer.getInteger("culver.minutes", 10));
  /** Until the compilers have seen what there is. */
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration STORM = Duration.ofSeconds(30);
  private static final Duration DROPS = Duration.ofSeconds(2);
  /** More at once make two cores no faster. */
  private static final int MOST_UNANSWERED = 16;
  /** One message of so many goes to a group. */
  private static final int GROUPS = 10;
  /** What a short text is, with the framing of MLS. */
  private static final String CIPHERTEXT = RawDevice.base64(new byte[334]);

  private final World world = new World();
  private final Tally tally = new Tally();

  @Test
  void nothingIsLostDoubledOrOutOfOrderUnderLoadAndInAStorm() throws IOException {
    try (world;
        var cloud = LocalCloud.start(CloudOptions.inMemory(), code -> {}, stage -> {})) {
      cloud.warm();
      var crowd = Crowd.gather(world, Culver.settings(cloud.clientSettings()), SOCKETS);
      cloud.tap().watch(tally);
      cloud.watch(tally);
      var report = new Report(world, tally);
      try (var _ = cloud.gateway().watch(tally)) {
        write(crowd, WARM_UP);
        report.begin();
        world.clocked.enter(Phase.STEADY);
        write(crowd, STEADY);
        report.steady();
        world.clocked.enter(Phase.STORM);
        crowd.storm(world, DROPS);
        write(crowd, STORM);
        crowd.await(LightDevice::isQuiet);
        report.storm();
      }
      crowd.fetchAll();
      report.end();
      crowd.leave();
      var table = report.table(SOCKETS, RATE, STEADY);
      System.out.println(table);
      Files.writeString(Path.of(System.getProperty("culver.root"), "infra/acceptance/target/load.md"), table);
      assertThat(world.ledger.verdict()).isEmpty();
      assertThat(world.reconnected.count()).isGreaterThanOrEqualTo(SOCKETS);
    }
  }

  /** As many messages a second as are wished, or fewer if too many wait for their acknowledgements. */
  private void write(Crowd crowd, Duration during) {
    var start = System.nanoTime();
    var interval = Duration.ofSeconds(1).toNanos() / RATE;
    for (var next = start; next < start + during.toNanos(); next += interval) {
      LockSupport.parkNanos(next - System.nanoTime());
      var device = crowd.any();
      var unanswered = world.clocked.unanswered();
      if (unanswered < MOST_UNANSWERED) {
        var conversations = device.conversations();
        device.write(conversations.get(ThreadLocalRandom.current().nextInt(GROUPS) == 0 ? 1 : 0), CIPHERTEXT);
      }
    }
  }
}
