package app.culver.acceptance.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How long messages are on their way: from their first attempt to the acknowledgement, and to each other device's screen. */
final class Clocked {
  private final Map<String, Way> underWay = new ConcurrentHashMap<>();
  private volatile Phase phase = Phase.WARM_UP;
  final Map<Phase, Times> acknowledged = byPhase();
  final Map<Phase, Times> shown = byPhase();
  final LongAdder sent = new LongAdder();
  private final LongAdder answered = new LongAdder();
  final LongAdder repeated = new LongAdder();
  /** Refusals that were answered by trying again later. */
  final Map<String, LongAdder> refused = new ConcurrentHashMap<>();

  /** What a message was first tried in. */
  enum Phase {
    WARM_UP, STEADY, STORM
  }

  private static Map<Phase, Times> byPhase() {
    var times = new EnumMap<Phase, Times>(Phase.class);
    for (var phase : Phase.values()) {
      times.put(phase, new Times());
    }
    return times;
  }

  /** A message that not all have seen. */
  private record Way(long begun, Phase phase, AtomicInteger missing) {}

  void enter(Phase next) {
    phase = next;
  }

  /** A message is tried for the first time. @param others how many devices are to show it */
  void begun(String message, int others) {
    sent.increment();
    underWay.put(message, new Way(System.nanoTime(), phase, new AtomicInteger(others + 1)));
  }

  void acknowledged(String message) {
    answered.increment();
    passed(message, acknowledged);
  }

  void shown(String message) {
    passed(message, shown);
  }

  private void passed(String message, Map<Phase, Times> times) {
    var way = underWay.get(message);
    if (way != null) {
      times.get(way.phase()).add(System.nanoTime() - way.begun());
      if (way.missing().decrementAndGet() == 0) {
        underWay.remove(message);
      }
    }
  }

  void refused(String type) {
    refused.computeIfAbsent(type, unseen -> new LongAdder()).increment();
  }

  /** How many messages wait for their acknowledgement. */
  long unanswered() {
    return sent.sum() - answered.sum();
  }
}
