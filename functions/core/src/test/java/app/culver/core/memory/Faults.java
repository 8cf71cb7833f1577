package app.culver.core.memory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes things happen at chosen calls of a port, by method and, from 1, by how many calls of it there have been. */
public final class Faults<T> {
  private final T port;
  private final Map<String, Runnable> before = new HashMap<>();
  private final Map<String, UnaryOperator<Object>> after = new HashMap<>();
  private final Map<String, Supplier<Object>> instead = new HashMap<>();
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

  public Faults(Class<T> type, T target) {
    this.port = type
        .cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (_, method, arguments) -> {
          int call = calls.computeIfAbsent(method.getName(), _ -> new AtomicInteger()).incrementAndGet();
          String name = method.getName() + call;
          before.getOrDefault(name, () -> {}).run();
          if (instead.containsKey(method.getName())) {
            return instead.get(method.getName()).get();
          }
          try {
            return after.getOrDefault(name, UnaryOperator.identity()).apply(method.invoke(target, arguments));
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        }));
  }

  /** Something happens just before the call; if it throws, there is no call. */
  public Faults<T> before(String method, int call, Runnable event) {
    before.put(method + call, event);
    return this;
  }

  /** The call takes effect, but its caller gets another answer, or what this throws. */
  public Faults<T> after(String method, int call, UnaryOperator<Object> answer) {
    after.put(method + call, answer);
    return this;
  }

  /** No call of the method has an effect; each gets this answer. */
  public Faults<T> instead(String method, Supplier<Object> answer) {
    instead.put(method, answer);
    return this;
  }

  /** The port with these faults. */
  public T port() {
    return port;
  }

  /** How many calls of the method there have been. */
  public int calls(String method) {
    return calls.getOrDefault(method, new AtomicInteger()).get();
  }
}
