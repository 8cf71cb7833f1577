package app.culver.local.clock;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CloudClockTest {
  private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

  private final ArrayList<String> ran = new ArrayList<>();

  @Test
  void aManualClockStandsStillUntilItIsAdvanced() {
    var clock = CloudClock.manual(START);

    assertThat(clock.instant()).isEqualTo(START);
    clock.advance(ofHours(2));
    assertThat(clock.instant()).isEqualTo(START.plus(ofHours(2)));
  }

  @Test
  void timersRunInTheOrderInWhichTheyFallDueEachAtItsTime() {
    var clock = CloudClock.manual(START);
    clock.after(ofMinutes(10), () -> ran.add("ten at " + clock.instant()));
    clock.after(ofMinutes(1), () -> ran.add("one at " + clock.instant()));
    clock.after(ofMinutes(11), () -> ran.add("never"));

    clock.advance(ofMinutes(10));

    assertThat(ran).containsExactly("one at 2026-11-23T09:01:00Z", "ten at 2026-11-23T09:10:00Z");
  }

  @Test
  void aTimerSetByATimerRunsInTheSameAdvance() {
    var clock = CloudClock.manual(START);
    clock.after(ofMinutes(1), () -> clock.after(ofMinutes(1), () -> ran.add("second at " + clock.instant())));

    clock.advance(ofMinutes(5));

    assertThat(ran).containsExactly("second at 2026-11-23T09:02:00Z");
  }

  @Test
  void aCancelledTimerDoesNotRun() {
    var clock = CloudClock.manual(START);
    clock.after(ofSeconds(1), () -> ran.add("cancelled")).cancel();

    clock.advance(ofSeconds(1));

    assertThat(ran).isEmpty();
  }

  @Test
  void theSystemClockRunsTimersByItself() throws InterruptedException {
    try (var clock = CloudClock.system()) {
      var done = new CountDownLatch(1);
      clock.after(ofHours(1), () -> ran.add("not yet"));
      clock.after(ofMillis(1), done::countDown);

      assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(ran).isEmpty();
    }
  }

  @Test
  void aTimerThatThrowsIsReportedAndTheOthersRun() throws InterruptedException {
    var reported = new CompletableFuture<Throwable>();
    var before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((_, failure) -> reported.complete(failure));
    try (var clock = CloudClock.system()) {
      var done = new CountDownLatch(1);
      clock.after(ofMillis(1), () -> {
        throw new IllegalStateException("thrown by a timer");
      });
      clock.after(ofMillis(2), done::countDown);

      assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(reported.join()).hasMessage("thrown by a timer");
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void theSystemClockCanBePushedForward() {
    try (var clock = CloudClock.system()) {
      var before = clock.instant();
      clock.after(ofHours(1), () -> ran.add("an hour later"));

      clock.advance(ofHours(1));

      assertThat(ran).containsExactly("an hour later");
      assertThat(clock.instant()).isAfterOrEqualTo(before.plus(ofHours(1)));
    }
  }

  @Test
  void noClockRunsBackwards() {
    assertThatIllegalArgumentException().isThrownBy(() -> CloudClock.manual(START).advance(ofSeconds(-1)));
  }
}
