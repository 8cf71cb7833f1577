package app.culver.acceptance.net;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.JavaClient;
import app.culver.acceptance.support.RawDevice;
import app.culver.client.Culver;
import app.culver.local.tap.TapFaults;
import app.culver.local.tap.TapFaults.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alice's sending invocation dies as soon as the message is in the log, and her client tries again by itself: whoever is
 * there gets it, and whoever is away is woken, long before the net below would have looked.
 */
class LivingSenderTest {
  /** How long it may take: the cloud's own time, of which nothing is skipped here. */
  private static final Duration BOUND = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private final Cloud cloud = Cloud.running();
  private final RawDevice bob = cloud.newDevice();

  @Test
  void reachesThoseWhoAreThere() throws IOException {
    try (var alice = alice(); var socket = bob.online()) {
      send(alice, () -> socket.rest().stream().anyMatch(frame -> frame.at("/entry/seq").asLong() == 2));
    }
  }

  @Test
  void wakesThoseWhoAreAway() throws IOException {
    var token = bob.wakeable();
    try (var alice = alice()) {
      send(alice, () -> cloud.depth("PushQueue") > 0
          || cloud.fcm().pushes().stream().anyMatch(push -> push.target().equals(token)));
      cloud.awaitQueues(Duration.ofSeconds(3),
          () -> cloud.fcm().pushes().stream().anyMatch(push -> push.target().equals(token)));
    }
  }

  private Culver alice() throws IOException {
    var alice = JavaClient.open(cloud.settings(), folder, "alice");
    JavaClient.signIn(alice, cloud.newPhoneNumber());
    alice.connect();
    return alice;
  }

  private void send(Culver alice, Callable<Boolean> reached) {
    var conversation = alice.conversationWith(bob.account()).id();
    var died = new AtomicBoolean();
    TapFaults once = (service, operation, instance, request) -> instance.startsWith("MessagesFunction")
        && operation.equals("PutItem") && died.compareAndSet(false, true) ? new Fault.Killed(true) : new Fault.None();
    try (var death = cloud.disturb(once); var taps = cloud.record()) {
      assertThat(death).isNotNull();
      var start = cloud.clock().instant();
      alice.send(conversation, "left undone at first");

      Awaitility.await().atMost(Duration.ofSeconds(60)).until(reached);

      assertThat(died).isTrue();
      assertThat(Duration.between(start, cloud.clock().instant())).isLessThan(BOUND);
      assertThat(taps.calls("DeliverFunction")).noneMatch(call -> call.service().equals("execute-api"));
    }
  }
}
