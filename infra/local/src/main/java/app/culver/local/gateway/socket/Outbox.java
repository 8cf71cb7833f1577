package app.culver.local.gateway.socket;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** Sends messages to a client one after another, since a long one goes out in several frames. */
final class Outbox {
  /** What may wait for a client that reads slowly; AWS names no number. */
  private static final long MAX_WAITING_BYTES = 4L * 1024 * 1024;

  private final Session session;
  private final Deque<String> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean sending;
  private Runnable afterwards = () -> {};

  Outbox(Session session) {
    this.session = session;
  }

  /** Puts a message on its way; false if too much is waiting already. */
  synchronized boolean send(String message) {
    var bytes = bytes(message);
    if (waitingBytes + bytes > MAX_WAITING_BYTES) {
      return false;
    }
    waiting.add(message);
    waitingBytes += bytes;
    if (!sending) {
      sending = true;
      Thread.ofVirtual().name("outbox").start(this::drain);
    }
    return true;
  }

  /** Runs this once nothing waits any more: what was taken is sent before a connection is closed. */
  void afterwards(Runnable end) {
    synchronized (this) {
      if (sending) {
        afterwards = end;
        return;
      }
    }
    end.run();
  }

  private void drain() {
    for (var message = next(); message != null; message = next()) {
      try {
        var frames = Frames.of(message);
        for (int i = 0; i < frames.size(); i++) {
          var sent = new CompletableFuture<Void>();
          session.sendPartialText(frames.get(i), i == frames.size() - 1,
              Callback.from(() -> sent.complete(null), sent::completeExceptionally));
          sent.join();
        }
      } catch (RuntimeException closed) {
        // Jetty throws it or reports it, as the case may be.
        discard();
        if (session.isOpen()) {
          // What came after half a message would belong to it.
          session.disconnect();
        }
      }
    }
    Runnable end;
    synchronized (this) {
      end = afterwards;
    }
    end.run();
  }

  private synchronized String next() {
    var message = waiting.poll();
    if (message == null) {
      sending = false;
    } else {
      waitingBytes -= bytes(message);
    }
    return message;
  }

  private synchronized void discard() {
    waiting.clear();
    waitingBytes = 0;
  }

  private static int bytes(String message) {
    return message.getBytes(StandardCharsets.UTF_8).length;
  }
}
