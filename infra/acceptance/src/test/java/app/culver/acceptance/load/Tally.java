package app.culver.acceptance.load;

import app.culver.local.function.FunctionListener;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.gateway.GatewayListener;
import app.culver.local.tap.AwsCall;
import app.culver.local.tap.TapListener;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Counts what passes the taps, and keeps nothing of it. */
final class Tally implements TapListener, FunctionListener, GatewayListener {
  private final DoubleAdder readUnits = new DoubleAdder();
  private final DoubleAdder writeUnits = new DoubleAdder();
  private final LongAdder lostRaces = new LongAdder();
  private final LongAdder posts = new LongAdder();
  private final LongAdder gone = new LongAdder();
  private final LongAdder messages = new LongAdder();
  private final Map<String, LongAdder> invocations = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> refusedSockets = new ConcurrentHashMap<>();

  /** What was counted up to now. */
  record Count(double readUnits, double writeUnits, long lostRaces, long posts, long gone,
      Map<String, Long> refusedSockets, long messages, Map<String, Long> invocations, Map<String, Long> failures) {}

  synchronized Count count() {
    return new Count(readUnits.sum(), writeUnits.sum(), lostRaces.sum(), posts.sum(), gone.sum(), sums(refusedSockets),
        messages.sum(), sums(invocations), sums(failures));
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counters) {
    var sums = new TreeMap<String, Long>();
    counters.forEach((name, counter) -> sums.put(name, counter.sum()));
    return sums;
  }

  private static void increment(Map<String, LongAdder> counters, String name) {
    counters.computeIfAbsent(name, unseen -> new LongAdder()).increment();
  }

  @Override
  public void called(AwsCall call) {
    if (call.instance().isEmpty()) {
      return;
    }
    readUnits.add(call.readUnits());
    writeUnits.add(call.writeUnits());
    if (call.operation().equals("PutItem") && call.status() == 400) {
      lostRaces.increment();
    }
    if (call.operation().equals("PostToConnection")) {
      posts.increment();
      if (call.status() == 410) {
        gone.increment();
      }
    }
  }

  @Override
  public void ended(Run run, Invocation outcome, Duration took) {
    increment(invocations, run.function());
    if (outcome instanceof Invocation.Failed(var type, _)) {
      increment(failures, run.function() + " " + type);
    }
  }

  @Override
  public void socketRefused(int status) {
    increment(refusedSockets, Integer.toString(status));
  }

  @Override
  public void messageReceived(String connection, String route, String text) {
    messages.increment();
  }

  @Override
  public void messageSent(String connection, Origin origin, String text) {
    messages.increment();
  }
}
