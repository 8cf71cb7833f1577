package app.culver.local.engine;

import app.culver.local.server.WebHandler;
import app.culver.local.server.WebRequest.Header;
import app.culver.local.server.WebResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** A running engine; several of one kind share its classes, so a further one costs milliseconds. */
public final class Engine implements AutoCloseable {
  private final AutoCloseable engine;
  private final URI endpoint;

  private Engine(AutoCloseable engine, URI endpoint) {
    this.engine = engine;
    this.endpoint = endpoint;
  }

  /**
   * Starts an engine.
   *
   * @param kind its folder under {@code infra/local/engines}
   * @param className its class, which takes the settings and supplies its address
   * @param settings what the class documents
   * @throws UncheckedIOException if it cannot start, for instance because its port is taken
   */
  public static Engine start(String kind, String className, Map<String, ?> settings) {
    var loader = EngineLoaders.of(kind);
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    // Loggers and service loaders of the engine look here first.
    thread.setContextClassLoader(loader);
    try {
      var engine = loader.loadClass(className).getConstructor(Map.class).newInstance(settings);
      return new Engine((AutoCloseable) engine, (URI) ((Supplier<?>) engine).get());
    } catch (InvocationTargetException failure) {
      var cause = failure.getCause();
      throw new UncheckedIOException(
          cause instanceof IOException io ? io : new IOException(kind + " did not start", cause));
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("the engine " + kind + " is not what it should be", failure);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Where it answers. */
  public URI endpoint() {
    return endpoint;
  }

  /**
   * What answers for the engine without a socket, much faster; it does not say that the body's length was wrong, or the
   * like.
   *
   * @throws UnsupportedOperationException if this kind of engine only answers on its port
   */
  public WebHandler handler() {
    if (!(engine instanceof BiFunction<?, ?, ?> function)) {
      throw new UnsupportedOperationException("this engine only answers on its port");
    }
    @SuppressWarnings("unchecked") // What the engine's class documents.
    var direct = (BiFunction<Map<String, String>, byte[], Map<String, Object>>) function;
    return request -> {
      var headers = new HashMap<String, String>();
      request.headers().forEach(header -> headers.put(header.name(), header.value()));
      var answer = direct.apply(headers, request.body());
      var answered = ((Map<?, ?>) answer.get("headers")).entrySet().stream()
          .map(header -> new Header((String) header.getKey(), (String) header.getValue())).toList();
      return new WebResponse((int) answer.get("status"), answered, (byte[]) answer.get("body"));
    };
  }

  @Override
  public void close() {
    try {
      engine.close();
    } catch (Exception failure) {
      throw new IllegalStateException("an engine did not stop", failure);
    }
  }
}
