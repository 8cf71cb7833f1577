package app.culver.acceptance.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A socket that sends what it is told to, right or wrong, and keeps what it receives. */
public final class RawSocket implements WebSocket.Listener, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final LinkedBlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private final List<JsonNode> passedOver = new ArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private volatile WebSocket socket;
  private int requests;

  RawSocket connected(WebSocket opened) {
    socket = opened;
    return this;
  }

  /** Sends text as it is. */
  public RawSocket send(String text) {
    socket.sendText(text, true).join();
    return this;
  }

  /** Sends text in frames of this many characters. */
  public RawSocket sendInParts(String text, int size) {
    for (var start = 0; start < text.length(); start += size) {
      var end = Math.min(text.length(), start + size);
      socket.sendText(text.substring(start, end), end == text.length()).join();
    }
    return this;
  }

  /** Sends bytes as they are. */
  public RawSocket send(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    return this;
  }

  /** Sends the frame with a requestId of its own and waits for its answer. */
  public JsonNode ask(ObjectNode frame) {
    var requestId = "r" + ++requests;
    frame.put("requestId", requestId);
    send(frame.toString());
    return await(answer -> answer.path("requestId").asText().equals(requestId));
  }

  /** The first frame of this type that nobody has waited for yet. */
  public JsonNode await(String type) {
    return await(frame -> frame.path("type").asText().equals(type));
  }

  /** The first such frame that nobody has waited for yet. */
  public JsonNode await(Predicate<JsonNode> wanted) {
    for (var frame : passedOver) {
      if (wanted.test(frame)) {
        passedOver.remove(frame);
        return frame;
      }
    }
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var frame = poll(deadline - System.nanoTime());
      if (wanted.test(frame)) {
        return frame;
      }
      passedOver.add(frame);
    }
  }

  /** Everything that has come and that nobody has waited for. */
  public List<JsonNode> rest() {
    received.drainTo(passedOver);
    return List.copyOf(passedOver);
  }

  /** The close code, once the other side has closed. */
  public int awaitClose() {
    return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private JsonNode poll(long nanos) {
    try {
      var frame = received.poll(nanos, TimeUnit.NANOSECONDS);
      assertThat(frame).as("a frame; so far %s, closed with %s", passedOver, closed.getNow(null)).isNotNull();
      return frame;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      received.add(Answer.parse(partial.toString()));
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(1006);
  }

  @Override
  public void close() {
    if (!closed.isDone()) {
      socket.abort();
    }
  }
}
