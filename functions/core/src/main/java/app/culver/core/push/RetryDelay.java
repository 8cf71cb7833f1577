package app.culver.core.push;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a failed request rests: around 2 s after its first failure, three times as long after each further one, 15
 * minutes at most, spread at random over the upper half of that.
 */
public final class RetryDelay {
  static final Duration FIRST = Duration.ofSeconds(2);
  static final Duration LONGEST = Duration.ofMinutes(15);

  /** What SQS allows, less what it takes to get there. */
  static final Duration LONGEST_WISH = Duration.ofHours(11);

  private static final int FACTOR = 3;

  private final RandomGenerator random;

  public RetryDelay(RandomGenerator random) {
    this.random = random;
  }

  /**
   * @param failures how often it has failed, from 1
   * @param atLeast what the provider asked for; more than eleven hours count as eleven
   */
  public Duration after(int failures, Duration atLeast) {
    Duration most = FIRST;
    for (int i = 1; i < failures && most.compareTo(LONGEST) < 0; i++) {
      most = most.multipliedBy(FACTOR);
    }
    long half = min(most, LONGEST).toMillis() / 2;
    Duration delay = Duration.ofMillis(half + random.nextLong(half + 1));
    Duration wish = min(atLeast, LONGEST_WISH);
    return delay.compareTo(wish) < 0 ? wish : delay;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
