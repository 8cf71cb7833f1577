package app.culver.client.profile;

import app.culver.client.Settings;
import app.culver.client.socket.Dialer;
import app.culver.client.socket.OkHttpDialer;
import app.culver.client.transport.Http;
import app.culver.client.transport.OkHttp;
import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** OkHttp as this library wants it. */
final class Network implements Closeable {
  /** An integration of API Gateway may take 29 s. */
  private static final Duration ANSWER = Duration.ofSeconds(35);

  private final OkHttpClient client;

  Network() {
    // As OkHttp's own, but of threads that do not keep the process alive.
    var threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
      var thread = new Thread(task, "culver network");
      thread.setDaemon(true);
      return thread;
    });
    client = new OkHttpClient.Builder().dispatcher(new Dispatcher(threads)).connectTimeout(Duration.ofSeconds(10))
        .readTimeout(ANSWER).callTimeout(ANSWER).followRedirects(false).followSslRedirects(false).build();
  }

  Http http() {
    return new OkHttp(client);
  }

  Dialer dialer(Settings settings) {
    return new OkHttpDialer(client, settings.socket().toString());
  }

  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
