package app.culver.core.concurrent;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
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

  /** Starts the call once there is a permit for it, which it gives back at its end. */
  public static <T> Pending<T> start(Semaphore permits, Supplier<T> call) {
    return start(() -> {
      permits.acquireUninterruptibly();
      try {
        return call.get();
      } finally {
        permits.release();
      }
    });
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
