package app.culver.client.profile;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.CulverException;
import app.culver.client.Problem;
import app.culver.client.loop.Backoff;
import app.culver.client.transport.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RetryTest {
  private final Simulation simulation = new Simulation(1);
  private final Simulation.ProcessLoop loop = simulation.new ProcessLoop(Duration.ZERO, fault -> {
    throw new AssertionError(fault);
  });
  private final List<Instant> calls = new ArrayList<>();

  /** Calls that all fail so; the answer, after an hour. */
  private CompletableFuture<String> allFailing(int attempts, CulverException failure) {
    var result = new Retry(loop, new Random(1)).<String>upTo(attempts, () -> {
      calls.add(simulation.now());
      return CompletableFuture.failedFuture(failure);
    });
    simulation.run(Duration.ofHours(1));
    return result;
  }

  private static CulverException refusal(Problem problem) {
    return new CulverException.Refused(problem);
  }

  private static Problem.Common common(int status) {
    return new Problem.Common("name", status, "detail", "");
  }

  @Test
  void whatPassesIsTriedAgainSoManyTimesAtMost() {
    assertThat(allFailing(4, new CulverException.Unreachable("lost", null))).isCompletedExceptionally();
    assertThat(calls).hasSize(4);
  }

  @Test
  void whatDoesNotPassIsNotTriedAgain() {
    allFailing(4, refusal(new Problem.NotFound(common(404), "")));
    assertThat(calls).hasSize(1);
  }

  @Test
  void theServersWishToWaitIsAddedToTheDelay() {
    allFailing(3, refusal(new Problem.Busy(common(503), Duration.ofSeconds(3))));
    assertThat(calls).hasSize(3);
    assertThat(Duration.between(calls.get(0), calls.get(1))).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3_500));
    assertThat(Duration.between(calls.get(1), calls.get(2))).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4));
  }

  @Test
  void whoWouldHaveToWaitTooLongIsToldAtOnce() {
    allFailing(4, refusal(new Problem.Busy(common(429), Duration.ofMinutes(5))));
    assertThat(calls).hasSize(1);
  }

  @Test
  void delaysGrowToABoundAndAreDrawnEvenly() {
    var backoff = new Backoff(new Random(1), Duration.ofSeconds(1), Duration.ofSeconds(60));
    var bound = 1_000L;
    for (var i = 0; i < 100; i++) {
      assertThat(backoff.next().toMillis()).isBetween(0L, bound);
      bound = Math.min(2 * bound, 60_000);
    }
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }
}
