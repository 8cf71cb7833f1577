package app.culver.client.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What has arrived of one log and is not applied yet. Holds no more than fits the memory: the rest is fetched again. */
final class Track {
  private static final int MOST = 2_000;

  private final NavigableMap<Long, Arrival> ahead = new TreeMap<>();
  /** Whatever is missing up to here has expired: a page said so by leaving it out. */
  private long completeUpTo;
  private boolean complete;
  private boolean applying;
  private int fruitless;

  /** Takes what arrived, unless it is applied already. @return whether there was room */
  boolean offer(Arrival arrival, long cursor) {
    if (arrival.seq() > cursor) {
      ahead.putIfAbsent(arrival.seq(), arrival);
    }
    if (ahead.size() > MOST) {
      ahead.pollLastEntry();
      return false;
    }
    return true;
  }

  /** All up to here has arrived or expired. */
  void completeUpTo(long seq) {
    completeUpTo = Math.max(completeUpTo, seq);
  }

  /** @param now whether the last page said that nothing follows */
  void complete(boolean now) {
    complete = now;
  }

  /** Whether everything that the log had has arrived. */
  boolean isComplete() {
    return complete;
  }

  /** What can be applied now, in order: all that follows the cursor without a gap. */
  List<Arrival> next(long cursor) {
    ahead.headMap(cursor, true).clear();
    var run = new ArrayList<Arrival>();
    var last = cursor;
    for (var arrival : ahead.values()) {
      if (arrival.seq() != last + 1 && arrival.seq() > completeUpTo) {
        break;
      }
      run.add(arrival);
      last = arrival.seq();
    }
    return run;
  }

  boolean isEmpty() {
    return ahead.isEmpty();
  }

  boolean isApplying() {
    return applying;
  }

  void applying(boolean now) {
    applying = now;
  }

  /** Counts fetches that did not close the gap. @return how many there were in a row */
  int fruitless() {
    return ++fruitless;
  }

  void fruitful() {
    fruitless = 0;
  }

  /** Gives up on what lies beyond a gap that the server does not fill; the next sync brings it. */
  void drop() {
    ahead.clear();
    fruitless = 0;
  }
}
