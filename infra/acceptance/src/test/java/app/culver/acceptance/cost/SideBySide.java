package app.culver.acceptance.cost;

import app.culver.local.tap.TapFaults;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds each call until its instance has begun no other for a while, and then lets all of them go together: what is done
 * side by side all begins before any of it ends, however slow the machine. Moments are counted in which nothing began: one
 * in which the whole machine stood still counts once, however long it was.
 */
final class SideBySide implements TapFaults {
  private static final Duration MOMENT = Duration.ofMillis(10);
  private static final int MOMENTS = 8;

  private final Map<String, Wave> waves = new ConcurrentHashMap<>();

  /** Calls of one instance that wait. */
  private record Wave(int calls, CountDownLatch gate) {
    Wave joined() {
      return new Wave(calls + 1, gate);
    }
  }

  @Override
  public Fault on(String service, String operation, String instance, byte[] request) {
    var wave = waves.merge(instance, new Wave(1, new CountDownLatch(1)), (open, begun) -> open.joined());
    if (wave.calls == 1) {
      awaitQuiet(instance);
      wave.gate.countDown();
    }
    try {
      wave.gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return new Fault.None();
  }

  private void awaitQuiet(String instance) {
    Wave seen;
    do {
      seen = waves.get(instance);
      for (var quiet = 0; quiet < MOMENTS && waves.get(instance) == seen; quiet++) {
        LockSupport.parkNanos(MOMENT.toNanos());
      }
    } while (!waves.remove(instance, seen));
  }
}
