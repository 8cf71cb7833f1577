package app.culver.local.clock;

import java.time.Duration;

/** How far the clocks that functions see are off the one clock, each instance's by its own amount. */
@FunctionalInterface
public interface Skew {

  /** All clocks are right. */
  Skew NONE = instance -> Duration.ZERO;

  /** How much an instance's clock is ahead; negative if it is behind. */
  Duration of(String instance);
}
