package app.culver.acceptance.chaos;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** What goes wrong in one talk, from when its plan begins until it ends. */
final class Troubles {
  private final Plan plan;
  private final Map<Site, AtomicInteger> times = new ConcurrentHashMap<>();
  private final List<Hit> hits = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicBoolean deadly = new AtomicBoolean();
  private volatile boolean begun;

  Troubles(Plan plan) {
    this.plan = plan;
  }

  Plan plan() {
    return plan;
  }

  void begin() {
    begun = true;
  }

  void end() {
    begun = false;
  }

  /** Whoever puts the next message into the log dies as soon as it is there. */
  void killNextAppend() {
    deadly.set(true);
  }

  /** Lets go of whatever hangs: by then nobody waits for it. */
  void release() {
    released.countDown();
  }

  /** Ends whatever hangs. */
  CountDownLatch released() {
    return released;
  }

  /** What goes wrong at a place this time; empty if nothing does. */
  Optional<Kind> disturb(Site site) {
    if (!begun) {
      return Optional.empty();
    }
    var ordinal = times.computeIfAbsent(site, unseen -> new AtomicInteger()).incrementAndGet();
    var kind = site.isAppend() && deadly.getAndSet(false)
        ? Optional.of(Kind.KILLED_AFTER)
        : plan.on(site, ordinal);
    kind.ifPresent(each -> hits.add(new Hit(each, site, ordinal)));
    return kind;
  }

  /** The places where something could have gone wrong, in an order that is the same each time. */
  List<Site> sites() {
    return times.keySet().stream().sorted(Comparator.comparing(Site::toString)).toList();
  }

  /** What has gone wrong, in order. */
  List<Hit> hits() {
    return List.copyOf(hits);
  }

  /** What has gone wrong, in order, a line each. */
  String log() {
    return plan + ":\n  " + hits.stream().map(Hit::toString).collect(Collectors.joining("\n  "));
  }
}
