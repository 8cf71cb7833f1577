package app.culver.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Functions that do what a test says, and remember what they were asked. */
public final class FakeFunctions implements Functions {
  private final Map<String, Function<JsonNode, Invocation>> functions = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<JsonNode>> events = new ConcurrentHashMap<>();
  private final CountDownLatch released = new CountDownLatch(1);

  /** What a function returns, as JSON. */
  public FakeFunctions returns(String function, String json) {
    return does(function, _ -> returned(json));
  }

  public FakeFunctions fails(String function, String message) {
    return does(function, _ -> new Invocation.Failed("java.lang.RuntimeException", message));
  }

  public FakeFunctions does(String function, Function<JsonNode, Invocation> body) {
    functions.put(function, body);
    return this;
  }

  /** Never ends, until the test does. */
  public FakeFunctions hangs(String function) {
    return does(function, _ -> {
      await(released);
      return returned("{}");
    });
  }

  public void release() {
    released.countDown();
  }

  public static Invocation returned(String json) {
    return new Invocation.Returned(json.getBytes(StandardCharsets.UTF_8));
  }

  public static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("waited in vain");
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** The next event that a function got; waits for it. */
  public JsonNode event(String function) {
    try {
      var event = queue(function).poll(20, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError(function + " was not invoked");
      }
      return event;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** The events not yet taken by {@link #event}. */
  public List<JsonNode> events(String function) {
    return List.copyOf(queue(function));
  }

  @Override
  public Invocation invoke(String function, byte[] event) {
    queue(function).add(Json.parse(event).orElseThrow());
    return functions.getOrDefault(function, _ -> returned("{\"statusCode\":200}"))
        .apply(Json.parse(event).orElseThrow());
  }

  private BlockingQueue<JsonNode> queue(String function) {
    return events.computeIfAbsent(function, _ -> new LinkedBlockingQueue<>());
  }
}
