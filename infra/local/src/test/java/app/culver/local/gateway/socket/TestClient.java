package app.culver.local.gateway.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.exceptions.UpgradeException;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** A client that remembers what it got; public because Jetty calls it. */
public final class TestClient implements Session.Listener.AutoDemanding, AutoCloseable {
  private static final WebSocketClient CLIENT = started();

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Close> closed = new CompletableFuture<>();
  private Session session;

  /** How a connection ended, seen from the client. */
  record Close(int status, String reason) {}

  private static WebSocketClient started() {
    var client = new WebSocketClient();
    client.setMaxFrameSize(1024 * 1024);
    client.setMaxTextMessageSize(1024 * 1024);
    try {
      client.start();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
    return client;
  }

  static TestClient connect(ClientUpgradeRequest request) {
    var client = new TestClient();
    try {
      client.session = CLIENT.connect(client, request).get(20, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException | ExecutionException | TimeoutException failure) {
      throw new AssertionError(failure);
    }
    return client;
  }

  /** The status with which an upgrade is refused. */
  static int refused(ClientUpgradeRequest request) {
    try {
      CLIENT.connect(new TestClient(), request).get(20, TimeUnit.SECONDS);
      throw new AssertionError("the upgrade was not refused");
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof UpgradeException refusal) {
        return refusal.getResponseStatusCode();
      }
      throw new AssertionError(failure);
    } catch (IOException | InterruptedException | TimeoutException failure) {
      throw new AssertionError(failure);
    }
  }

  TestClient send(String text) {
    session.sendText(text, Callback.NOOP);
    return this;
  }

  /** One message in several frames. */
  void sendFragments(List<String> fragments) {
    for (int i = 0; i < fragments.size(); i++) {
      var sent = new CompletableFuture<Void>();
      session.sendPartialText(fragments.get(i), i == fragments.size() - 1,
          Callback.from(() -> sent.complete(null), _ -> sent.complete(null)));
      sent.orTimeout(20, TimeUnit.SECONDS).join();
    }
  }

  void sendBinary(byte[] bytes) {
    session.sendBinary(ByteBuffer.wrap(bytes), Callback.NOOP);
  }

  void ping() {
    session.sendPing(ByteBuffer.allocate(1), Callback.NOOP);
  }

  /** The next message; waits for it. */
  String next() {
    try {
      var message = messages.poll(20, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no message came");
      }
      return message;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  List<String> unread() {
    return List.copyOf(messages);
  }

  Close closed() {
    return closed.orTimeout(20, TimeUnit.SECONDS).join();
  }

  String subprotocol() {
    return session.getUpgradeResponse().getAcceptedSubProtocol();
  }

  String header(String name) {
    return session.getUpgradeResponse().getHeader(name);
  }

  void close(int status, String reason) {
    session.close(status, reason, Callback.NOOP);
  }

  /** Drops the TCP connection without a close frame. */
  void drop() {
    session.disconnect();
  }

  @Override
  public void close() {
    session.disconnect();
  }

  @Override
  public void onWebSocketText(String message) {
    messages.add(message);
  }

  @Override
  public void onWebSocketClose(int status, String reason, Callback callback) {
    closed.complete(new Close(status, reason));
    callback.succeed();
  }
}
