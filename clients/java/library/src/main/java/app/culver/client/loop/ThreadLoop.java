package app.culver.client.loop;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A loop on a thread of its own, which does not keep the process alive. After a fault it runs nothing more. */
public final class ThreadLoop implements Loop {
  private final ScheduledThreadPoolExecutor executor;
  private final Clock clock;
  private final Consumer<Throwable> faults;

  public ThreadLoop(String name, Clock clock, Consumer<Throwable> faults) {
    this.clock = clock;
    this.faults = faults;
    executor = new ScheduledThreadPoolExecutor(1, task -> {
      var thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    });
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Runs the task; after {@link #close}, when what is under way has nobody to report to any more, drops it. */
  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(guarded(task));
    } catch (RejectedExecutionException closed) {
      // The profile is closed: what still comes back from the network has nothing left to change.
    }
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    try {
      var future = executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException closed) {
      return () -> {};
    }
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error fault) {
        executor.shutdownNow();
        faults.accept(fault);
      }
    };
  }

  @Override
  public Clock clock() {
    return clock;
  }

  /** Runs one last task, drops whatever else waits, and ends the thread; returns when that is done. */
  public void close(Runnable last) {
    execute(() -> {
      executor.shutdownNow();
      last.run();
    });
    try {
      if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a task of the loop does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
