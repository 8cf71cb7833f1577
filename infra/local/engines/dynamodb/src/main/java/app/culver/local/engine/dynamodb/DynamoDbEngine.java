package app.culver.local.engine.dynamodb;

import java.net.URI;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * One engine with its own tables. DynamoDB Local's own server binds every interface and keeps the JVM alive, hence the
 * connector and the daemon threads of this one.
 */
public final class DynamoDbEngine
    implements
      AutoCloseable,
      Supplier<URI>,
      BiFunction<Map<String, String>, byte[], Map<String, Object>> {
  private static final int THREADS = 64;

  private final Server server;
  private final LocalDynamoDBServerHandler handler;
  private final URI endpoint;

  /**
   * Starts an engine.
   *
   * @param settings {@code port}, 0 or absent for any free one; {@code folder}, an existing folder to keep the tables
   *     in, absent for memory
   * @throws Exception if the port is taken or the folder cannot be used
   */
  public DynamoDbEngine(Map<String, String> settings) throws Exception {
    var folder = settings.get("folder");
    // One database for all regions and credentials, like one account.
    var requests = new LocalDynamoDBRequestHandler(0, folder == null, folder, true, false);
    handler = new LocalDynamoDBServerHandler(requests, null);
    var threads = new QueuedThreadPool(THREADS);
    threads.setName("dynamodb");
    threads.setDaemon(true);
    server = new Server(threads);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(settings.getOrDefault("port", "0")));
    connector.setIdleTimeout(600_000);
    server.addConnector(connector);
    server.setHandler(handler);
    try {
      server.start();
    } catch (Exception failure) {
      close();
      throw failure;
    }
    endpoint = URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  /** Where it answers. */
  @Override
  public URI get() {
    return endpoint;
  }

  /**
   * Answers a request without a socket.
   *
   * @param headers of the request
   * @param body of the request
   * @return {@code status}, an integer, {@code headers}, a map, and {@code body}, bytes
   */
  @Override
  public Map<String, Object> apply(Map<String, String> headers, byte[] body) {
    try {
      return DirectCall.make(handler, headers, body);
    } catch (Exception failure) {
      throw new IllegalStateException("DynamoDB Local did not answer", failure);
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("DynamoDB Local did not stop", failure);
    } finally {
      handler.close();
    }
  }
}
