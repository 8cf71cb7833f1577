package app.culver.local.function;

import app.culver.local.template.Function;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One function with its instances, the most recently used of which is used first. */
final class Deployed {
  /** What runs here at once at most; AWS gives an account 1,000 to begin with. */
  private static final int MAX_INSTANCES = 200;

  private final Function function;
  private final CodeSource source;
  private final FunctionListener listener;
  private final Deque<Instance> free = new ArrayDeque<>();
  private final Map<String, Instance> busy = new HashMap<>();
  private final Set<String> dead = new HashSet<>();
  private int started;

  Deployed(Function function, CodeSource source, FunctionListener listener) {
    this.function = function;
    this.source = source;
    this.listener = listener;
  }

  Function function() {
    return function;
  }

  /** An instance for one invocation, a new one if none is free. */
  Instance borrow() throws FunctionException {
    var code = source.current();
    String name;
    synchronized (this) {
      for (var instance = free.poll(); instance != null; instance = free.poll()) {
        if (instance.runs(code) && !instance.isDead()) {
          busy.put(instance.name(), instance);
          return instance;
        }
        instance.kill();
      }
      if (busy.size() >= MAX_INSTANCES) {
        throw new FunctionException("TooManyRequestsException", "Rate Exceeded.", null);
      }
      name = function.id() + "-" + ++started;
      busy.put(name, null);
    }
    return start(name, code);
  }

  private Instance start(String name, Code code) throws FunctionException {
    var before = System.nanoTime();
    try {
      var instance = Instance.start(name, code);
      synchronized (this) {
        busy.put(name, instance);
      }
      listener.started(function.id(), name, Duration.ofNanos(System.nanoTime() - before));
      return instance;
    } catch (FunctionException failure) {
      synchronized (this) {
        busy.remove(name);
      }
      listener.startFailed(function.id(), failure.failed().type() + ": " + failure.getMessage(), failure.getCause());
      throw failure;
    }
  }

  synchronized void giveBack(Instance instance) {
    busy.remove(instance.name());
    if (instance.isDead()) {
      dead.add(instance.name());
    } else {
      free.push(instance);
    }
  }

  synchronized boolean kill(String name) {
    var instance = busy.get(name);
    if (instance != null) {
      instance.kill();
      dead.add(name);
    }
    return instance != null;
  }

  synchronized boolean isDead(String name) {
    return dead.contains(name) || busy.get(name) != null && busy.get(name).isDead();
  }

  synchronized void close() {
    free.forEach(Instance::kill);
    busy.values().stream().filter(instance -> instance != null).forEach(Instance::kill);
    source.close();
  }
}
