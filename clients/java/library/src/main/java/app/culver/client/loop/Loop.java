package app.culver.client.loop;

import app.culver.client.CulverException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Runs tasks one at a time, in the order in which they came. A task that throws is a fault of the library or of the
 * disk: it is reported to whoever made the loop, never swallowed.
 */
public interface Loop extends Executor {

  /** Runs the task once, not before the delay is over. */
  Timer after(Duration delay, Runnable task);

  /** The device's idea of what time it is; may be wrong by days. */
  Clock clock();

  /** A task that was scheduled. */
  @FunctionalInterface
  interface Timer {
    /** Does nothing if it has run. */
    void cancel();
  }

  /**
   * Hears of a future's end on the loop, in a task of its own.
   *
   * @param failed hears of expected failures; anything else is a fault
   */
  default <T> void when(CompletableFuture<T> future, Consumer<? super T> done, Consumer<CulverException> failed) {
    future.whenComplete((value, error) -> execute(() -> {
      if (error == null) {
        done.accept(value);
        return;
      }
      var cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
      if (cause instanceof CulverException expected) {
        failed.accept(expected);
      } else {
        throw new IllegalStateException("a call failed in an unexpected way", cause);
      }
    }));
  }
}
