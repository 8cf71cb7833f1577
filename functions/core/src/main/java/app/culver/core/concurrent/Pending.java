package app.culver.core.concurrent;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** A call under way on a virtual thread of its own, beside the one that started it. */
public final class Pending<T> {
  private final FutureTask<T> task;

  private Pending(FutureTask<T> task) {
    this.task = task;
  }

  /** Starts the call. */
  public static <T> Pending<T> start(Supplier<T> call) {
    var task = new FutureTask<>(call::get);
    Thread.ofVirtual().start(task);
    return new Pending<>(task);
  }

  /**
   * Waits for the result; what the call threw is thrown here.
   *
   * @throws IllegalStateException if this thread is interrupted while it waits
   */
  public T get() {
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case Throwable cause -> throw new IllegalStateException(cause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
