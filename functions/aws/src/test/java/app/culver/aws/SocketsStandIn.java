package app.culver.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** The management API as seen by who posts: it remembers frames and closed connections, and knows some as gone. */
public final class SocketsStandIn implements AutoCloseable {
  private final Map<String, List<String>> frames = new ConcurrentHashMap<>();
  private final Set<String> closed = ConcurrentHashMap.newKeySet();
  private final Set<String> gone = ConcurrentHashMap.newKeySet();
  private final HttpServer server;

  SocketsStandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/live");
  }

  /** From now on this connection is gone. */
  public void lose(String connection) {
    gone.add(connection);
  }

  /** What was posted to this connection, in order. */
  public List<String> frames(String connection) {
    return frames.getOrDefault(connection, List.of());
  }

  public boolean closed(String connection) {
    return closed.contains(connection);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String connection = exchange.getRequestURI().getPath().replace("/live/@connections/", "");
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean known = !gone.contains(connection) && !closed.contains(connection);
    if (known && exchange.getRequestMethod().equals("DELETE")) {
      closed.add(connection);
    } else if (known) {
      frames.computeIfAbsent(connection, _ -> new CopyOnWriteArrayList<>())
          .add(new String(body, StandardCharsets.UTF_8));
    }
    if (!known) {
      exchange.getResponseHeaders().add("x-amzn-ErrorType", "GoneException");
    }
    exchange.sendResponseHeaders(known ? 200 : 410, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
