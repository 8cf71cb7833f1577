package app.culver.client.profile;

import app.culver.client.Event;
import app.culver.client.Listener;
import app.culver.client.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Tells listeners, in order, on another thread than the loop; and those who wait for something, on the loop. */
final class Events implements Consumer<Event> {
  private static final Logger LOG = Logger.getLogger("app.culver.client");

  private final Executor executor;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final List<Watch> watches = new CopyOnWriteArrayList<>();

  /** Waits for something to be so. */
  @FunctionalInterface
  interface Watch {
    /** Looks whether it is so now. @return whether there is nothing more to wait for */
    boolean look();
  }

  /** @param executor runs one task at a time */
  Events(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void accept(Event event) {
    listeners.forEach(listener -> executor.execute(() -> tell(listener, event)));
    look();
  }

  /** Lets those look who wait for something. */
  void look() {
    watches.removeIf(Watch::look);
  }

  private static void tell(Listener listener, Event event) {
    try {
      listener.on(event);
    } catch (RuntimeException fault) {
      LOG.log(Level.WARNING, "a listener failed", fault);
    }
  }

  Subscription listen(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Looks now and after every event, until it is so. On the loop. */
  void watch(Watch watch) {
    if (!watch.look()) {
      watches.add(watch);
    }
  }

  void forget(Watch watch) {
    watches.remove(watch);
  }
}
