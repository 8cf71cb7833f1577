package app.culver.local.server;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A Jetty server on 127.0.0.1 whose threads keep no JVM alive. */
public final class LoopbackServer implements AutoCloseable {
  /** Above what API Gateway takes, so that the limit that answers is the imitation's. */
  private static final int MAX_HEADER_BYTES = 32 * 1024;

  private static final long IDLE_MILLIS = 120_000;

  private final Server server;
  private final ServerConnector connector;

  private LoopbackServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /** Makes a server that has not started yet, for handlers that have to know it beforehand. */
  public static LoopbackServer create(String name, int port) {
    var threads = new QueuedThreadPool();
    threads.setName(name);
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    var server = new Server(threads);
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    // Jetty's own error page tells what was thrown.
    server.setErrorHandler((_, response, callback) -> {
      response.write(true, null, callback);
      return true;
    });
    return new LoopbackServer(server, connector);
  }

  /**
   * Starts a server of one handler.
   *
   * @param port 0 for any free one
   * @throws PortTakenException if another process has the port
   */
  public static LoopbackServer start(String name, int port, WebHandler handler) {
    var server = create(name, port);
    server.start(new WebHandlerAdapter(handler));
    return server;
  }

  /** Starts this server. */
  public void start(Handler handler) {
    server.setHandler(handler);
    try {
      server.start();
    } catch (IOException failure) {
      close();
      throw failure.getCause() instanceof BindException || failure instanceof BindException
          ? new PortTakenException(connector.getPort(), failure)
          : new IllegalStateException("the server did not start", failure);
    } catch (Exception failure) {
      close();
      throw new IllegalStateException("the server did not start", failure);
    }
  }

  public Server jetty() {
    return server;
  }

  public int port() {
    return connector.getLocalPort();
  }

  /** {@code http://127.0.0.1:<port>}, without a slash at its end. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("the server did not stop", failure);
    }
  }

  private static HttpConfiguration configuration() {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setResponseHeaderSize(MAX_HEADER_BYTES);
    // Header names keep the letters' case in which they came, as they do in the events of WebSocket APIs.
    http.setHttpCompliance(
        HttpCompliance.RFC7230.with("CASE_KEPT", HttpCompliance.Violation.CASE_SENSITIVE_FIELD_NAME));
    http.setUriCompliance(UriCompliance.UNSAFE);
    return http;
  }
}
