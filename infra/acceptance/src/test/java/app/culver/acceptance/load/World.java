package app.culver.acceptance.load;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What all devices share: the threads, and the books that are kept of them. */
final class World implements AutoCloseable {
  private static final int THREADS = 4;

  final Ledger ledger = new Ledger();
  final Clocked clocked = new Clocked();
  final Times reconnected = new Times();
  final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads)
      .connectTimeout(Duration.ofSeconds(30)).build();
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();

  /** Does something later on the shared threads. */
  void after(Duration delay, Runnable task) {
    timers.schedule(() -> threads.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timers.shutdownNow();
    http.shutdownNow();
    threads.shutdownNow();
  }
}
