package app.culver.client.outbox;

import app.culver.client.loop.Backoff;
import app.culver.client.loop.Loop;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** How the sending of one conversation stands. */
final class Lane {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(60);

  private final Backoff backoff;
  private boolean busy;
  private int looks;
  private Optional<Loop.Timer> timer = Optional.empty();
  private OptionalLong syncUpTo = OptionalLong.empty();

  Lane(Random random) {
    backoff = new Backoff(random, FIRST, MOST);
  }

  /** Whether nothing is under way and nothing has to be waited for. */
  boolean isFree() {
    return !busy && timer.isEmpty() && syncUpTo.isEmpty();
  }

  void busy(boolean now) {
    busy = now;
  }

  void succeeded() {
    looks = 0;
    backoff.reset();
  }

  /** Counts how often the log was looked into since something was sent. */
  int looks() {
    return ++looks;
  }

  /** Tries again after a growing while, not before the least one. */
  void later(Loop loop, Duration least, Runnable again) {
    var delay = backoff.next();
    timer = Optional.of(loop.after(delay.compareTo(least) > 0 ? delay : least, () -> {
      timer = Optional.empty();
      again.run();
    }));
  }

  /** Tries again at once the first time, later if that has no success. */
  void again(Loop loop, Runnable again) {
    if (backoff.attempts() == 0) {
      backoff.next();
      loop.execute(again);
    } else {
      later(loop, Duration.ZERO, again);
    }
  }

  /** Does not wait any longer. */
  void wake() {
    timer.ifPresent(Loop.Timer::cancel);
    timer = Optional.empty();
    backoff.reset();
  }

  /** Sends nothing until everything up to this number is applied. */
  void syncFirst(long tail) {
    syncUpTo = OptionalLong.of(tail);
  }

  OptionalLong syncUpTo() {
    return syncUpTo;
  }

  void synced() {
    syncUpTo = OptionalLong.empty();
  }
}
