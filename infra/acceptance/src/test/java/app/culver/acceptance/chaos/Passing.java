package app.culver.acceptance.chaos;

import app.culver.acceptance.support.Cloud;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Time that passes for the whole cloud: a minute, within which the net below every send has done its work, while all the
 * same things go wrong; then, in peace, more of it for whoever has to try again, until everybody was tried or is given up.
 */
final class Passing {
  private static final List<Duration> A_MINUTE = List.of(Duration.ofSeconds(41), Duration.ofSeconds(13),
      Duration.ofSeconds(6));
  private static final Duration STEP = Duration.ofSeconds(20);
  private static final int MOST_STEPS = 60;
  /** For what the cloud does at each step; pollers look four times a second. */
  private static final Duration PACE = Duration.ofMillis(400);

  private final Collection<Talk> talks;
  private int step;

  Passing(Collection<Talk> talks) {
    this.talks = talks;
  }

  void pass() {
    var minute = new ArrayDeque<>(A_MINUTE);
    Awaitility.await().forever().pollInterval(PACE).until(() -> {
      var next = minute.poll();
      if (next != null) {
        Cloud.running().clock().advance(next);
        return false;
      }
      if (step == 0) {
        talks.forEach(Talk::calmDown);
      }
      if (step++ == MOST_STEPS || talks.stream().allMatch(Talk::isEverybodyTried)) {
        return true;
      }
      Cloud.running().clock().advance(STEP);
      return false;
    });
  }
}
