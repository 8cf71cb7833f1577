package app.culver.client.profile;

import app.culver.client.loop.Loop;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/** Time that passes as fast as it is used up, and everything that happens in it, decided by one seed. */
final class Simulation {
  private final PriorityQueue<Task> tasks = new PriorityQueue<>(
      Comparator.comparing(Task::at).thenComparing(Task::number));
  private final Random random;
  private Instant now = Instant.parse("2026-11-23T09:00:00Z");
  private long number;

  Simulation(long seed) {
    random = new Random(seed);
  }

  private record Task(Instant at, long number, Runnable work) {}

  Random random() {
    return random;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  Duration upTo(long millis) {
    return Duration.ofMillis((long) (random.nextDouble() * millis));
  }

  Instant now() {
    return now;
  }

  void at(Duration delay, Runnable work) {
    tasks.add(new Task(now.plus(delay), number++, work));
  }

  /** Lets so much time pass. */
  void run(Duration time) {
    var end = now.plus(time);
    while (!tasks.isEmpty() && !tasks.peek().at().isAfter(end)) {
      var task = tasks.poll();
      now = task.at();
      task.work().run();
    }
    now = end;
  }

  /** Chance that follows from the seed. */
  SecureRandom secureRandom() {
    var seeded = new Random(random.nextLong());
    return new SecureRandom() {
      @Override
      public void nextBytes(byte[] bytes) {
        seeded.nextBytes(bytes);
      }
    };
  }

  /** A clock that goes wrong by so much. */
  Clock wrongClock(Duration wrongBy) {
    return new Clock() {
      @Override
      public Instant instant() {
        return now.plus(wrongBy);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  /** The loop of one process, which may be killed. */
  final class ProcessLoop implements Loop {
    private final Clock clock;
    private final Consumer<Throwable> faults;
    private boolean alive = true;

    ProcessLoop(Duration clockWrongBy, Consumer<Throwable> faults) {
      this.clock = wrongClock(clockWrongBy);
      this.faults = faults;
    }

    void kill() {
      alive = false;
    }

    @Override
    public void execute(Runnable task) {
      at(Duration.ZERO, () -> run(task));
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
      var cancelled = new boolean[1];
      at(delay, () -> {
        if (!cancelled[0]) {
          run(task);
        }
      });
      return () -> cancelled[0] = true;
    }

    private void run(Runnable task) {
      if (!alive) {
        return;
      }
      try {
        task.run();
      } catch (RuntimeException | Error fault) {
        alive = false;
        faults.accept(fault);
      }
    }

    @Override
    public Clock clock() {
      return clock;
    }
  }
}
