package app.culver.acceptance.chaos;

import app.culver.acceptance.support.Cloud;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Time that passes for the whole cloud: a minute, within which the net below every send has done its work, while all the
 * same things go wrong; then, in peace, more of it for whoever has to try again, until everybody was tried or is given up.
 */
final class Passing {
  private static final List<Duration> A_MINUTE = List.of(Duration.ofSeconds(41), Duration.ofSeconds(13),
      Duration.ofSeconds(6));
  private static final Duration STEP = Duration.ofSeconds(20);
  /** In real time, for a machine that has much else to do. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  /** For what the cloud does at each step; pollers look four times a second. */
  private static final Duration PACE = Duration.ofMillis(400);

  private final Collection<Talk> talks;
  private final BooleanSupplier busy;

  /** @param busy whether a batch is being dealt with: while it is, time passes as fast as for everybody */
  Passing(Collection<Talk> talks, BooleanSupplier busy) {
    this.talks = talks;
    this.busy = busy;
  }

  void pass() {
    var minute = new ArrayDeque<>(A_MINUTE);
    until(minute::isEmpty, () -> minute.remove());
    talks.forEach(Talk::calmDown);
    try {
      until(() -> talks.stream().allMatch(Talk::isEverybodyTried), () -> STEP);
    } catch (ConditionTimeoutException somebodyIsNot) {
      // The history tells who.
    }
  }

  private void until(BooleanSupplier done, Supplier<Duration> step) {
    Awaitility.await().atMost(PATIENCE).pollInterval(PACE).until(() -> {
      if (done.getAsBoolean()) {
        return true;
      }
      if (!busy.getAsBoolean()) {
        Cloud.running().clock().advance(step.get());
      }
      return false;
    });
  }
}
