package app.culver.client.loop;

import java.time.Duration;
import java.util.Random;

/**
 * Growing delays with full jitter: each is drawn evenly between nothing and a bound that doubles, so that devices which
 * lost their connection together do not come back together.
 *
 * <p>See https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
public final class Backoff {
  private final Random random;
  private final Duration first;
  private final Duration most;
  private int attempts;

  /** @param first bound of the first delay @param most bound that later ones do not exceed */
  public Backoff(Random random, Duration first, Duration most) {
    this.random = random;
    this.first = first;
    this.most = most;
  }

  /** The delay before the next attempt. */
  public Duration next() {
    var doublings = Math.min(attempts++, 30);
    var bound = Math.min(first.toMillis() << doublings, most.toMillis());
    return Duration.ofMillis((long) (random.nextDouble() * bound));
  }

  /** How many delays were given since the last {@link #reset}. */
  public int attempts() {
    return attempts;
  }

  /** Begins anew, after a success. */
  public void reset() {
    attempts = 0;
  }
}
