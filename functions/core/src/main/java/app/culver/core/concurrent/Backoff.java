package app.culver.core.concurrent;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits before an attempt that follows a lost race. */
@FunctionalInterface
public interface Backoff {
  /** Waits; the first attempt that follows a loss is number 1. Returns early when the thread is interrupted. */
  void await(int attempt);

  /**
   * Waits for a random time below a bound that doubles with each attempt: "full jitter", which spreads racers best, see
   * <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential backoff and
   * jitter</a>.
   */
  static Backoff fullJitter(RandomGenerator random, Duration base, Duration cap) {
    return attempt -> {
      long bound = Math.min(cap.toNanos(), base.toNanos() << Math.min(attempt - 1, 20));
      try {
        Thread.sleep(Duration.ofNanos(random.nextLong(bound) + 1));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    };
  }
}
