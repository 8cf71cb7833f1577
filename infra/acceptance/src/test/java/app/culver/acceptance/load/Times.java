package app.culver.acceptance.load;

import java.util.Arrays;

/** Durations, and what of them is at most. */
final class Times {
  private long[] nanos = new long[1024];
  private int count;

  synchronized void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = duration;
  }

  /** The 50th, 95th, 99th and 100th percentile in milliseconds, as cells of a table. */
  synchronized String cells() {
    var sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return "%s | %s | %s | %s".formatted(at(sorted, 50), at(sorted, 95), at(sorted, 99), at(sorted, 100));
  }

  synchronized int count() {
    return count;
  }

  private static String at(long[] sorted, int percent) {
    if (sorted.length == 0) {
      return "-";
    }
    return Long.toString(sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)] / 1_000_000);
  }
}
