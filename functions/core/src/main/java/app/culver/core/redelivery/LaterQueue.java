package app.culver.core.redelivery;

import java.util.List;

/** Port to where stretches wait that are too young to be judged. */
@FunctionalInterface
public interface LaterQueue {
  /**
   * Puts the stretches there, for some seconds; at least one.
   *
   * @throws RuntimeException if they could not be put there, or it is not known
   */
  void put(List<Stretch> stretches);
}
