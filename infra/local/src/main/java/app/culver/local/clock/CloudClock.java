package app.culver.local.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that can be pushed forward, and the timers that hang on it. Timers run on the thread that advances the clock
 * or on the clock's own, in the order in which they fall due, and therefore have to be short.
 */
public final class CloudClock implements InstantSource, AutoCloseable {
  private final InstantSource base;
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Duration offset = Duration.ZERO;
  private long order;
  private boolean closed;

  private CloudClock(InstantSource base) {
    this.base = base;
  }

  /**
   * Runs with the system's clock, ahead of it by what it has been advanced. What a timer throws on the clock's own thread
   * goes to the handler of uncaught exceptions, and the clock goes on.
   */
  public static CloudClock system() {
    var clock = new CloudClock(InstantSource.system());
    Thread.ofVirtual().name("clock").start(clock::run);
    return clock;
  }

  /** Stands still but for {@link #advance}. */
  public static CloudClock manual(Instant start) {
    return new CloudClock(InstantSource.fixed(start));
  }

  @Override
  public Instant instant() {
    lock.lock();
    try {
      return base.instant().plus(offset);
    } finally {
      lock.unlock();
    }
  }

  /** Runs a task once, this long from now; zero or less runs it at the next occasion, never in this call. */
  public Timer after(Duration delay, Runnable task) {
    lock.lock();
    try {
      var timer = new Timer(instant().plus(delay), order++, task);
      timers.add(timer);
      changed.signalAll();
      return timer;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Moves the clock forward, stopping at each timer that falls due on the way, so that a timer set by another one is
   * not late. Returns when all of them have run, or throws what one of them throws and leaves the others for later.
   *
   * @throws IllegalArgumentException if the duration is negative: a clock that AWS hands out never runs backwards
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("the clock cannot be set back");
    }
    var target = instant().plus(duration);
    for (var due = take(target); due != null; due = take(target)) {
      moveTo(due.due);
      due.task.run();
    }
    moveTo(target);
  }

  /** Ends the clock's thread; timers that have not fallen due never run. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      timers.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void moveTo(Instant target) {
    lock.lock();
    try {
      var missing = Duration.between(instant(), target);
      if (missing.isPositive()) {
        offset = offset.plus(missing);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private Timer take(Instant until) {
    lock.lock();
    try {
      var next = timers.peek();
      return next != null && !next.due.isAfter(until) ? timers.poll() : null;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (var due = await(); due != null; due = await()) {
      try {
        due.task.run();
      } catch (RuntimeException failure) {
        // The other timers are not to miss their time for it.
        var thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
      }
    }
  }

  /** The next timer once it has fallen due; null when the clock was closed. */
  private Timer await() {
    lock.lock();
    try {
      while (!closed) {
        var due = take(instant());
        if (due != null) {
          return due;
        }
        if (timers.isEmpty()) {
          changed.await();
        } else {
          changed.await(Duration.between(instant(), timers.peek().due).toNanos() + 1, TimeUnit.NANOSECONDS);
        }
      }
      return null;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** A task that waits for its time. */
  public final class Timer implements Comparable<Timer> {
    private final Instant due;
    private final long order;
    private final Runnable task;

    private Timer(Instant due, long order, Runnable task) {
      this.due = due;
      this.order = order;
      this.task = task;
    }

    /** Forgets the task, if it has not begun. */
    public void cancel() {
      lock.lock();
      try {
        timers.remove(this);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public int compareTo(Timer other) {
      var byTime = due.compareTo(other.due);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}
