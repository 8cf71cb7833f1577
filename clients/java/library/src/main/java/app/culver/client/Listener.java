package app.culver.client;

/**
 * Hears events: one at a time, in order, on the library's own thread for it, from which every method of {@link Culver}
 * may be called. What it throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface Listener {
  /** Hears of one event. */
  void on(Event event);
}
