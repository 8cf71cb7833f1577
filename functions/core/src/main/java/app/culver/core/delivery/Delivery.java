package app.culver.core.delivery;

import app.culver.core.delivery.LiveConnections.Posted;
import app.culver.core.device.ConnectionId;
import app.culver.core.device.Presences;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Posts to many sockets side by side, so that one that hangs holds up nobody. A socket that is gone loses its presence; a
 * post that fails or that the deadline cuts off is not tried again: what it told is fetched by the next sync.
 */
public final class Delivery {

  /** How much goes on at once and for how long: enough for every device of ten people, and below API Gateway's 29 s. */
  public record Limits(int concurrency, Duration deadline) {
    public static final Limits USUAL = new Limits(64, Duration.ofSeconds(5));
  }

  private final LiveConnections connections;
  private final Presences presences;
  private final Limits limits;

  public Delivery(LiveConnections connections, Presences presences, Limits limits) {
    this.connections = connections;
    this.presences = presences;
    this.limits = limits;
  }

  /** Posts everything, the first ones first, and returns when all are through or the deadline has come. */
  public void deliver(List<Post> posts) {
    if (posts.isEmpty()) {
      return;
    }
    var permits = new Semaphore(limits.concurrency(), true);
    List<Callable<Void>> tasks = posts.stream().map(post -> task(post, permits)).toList();
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      threads.invokeAll(tasks, limits.deadline().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // Not close(), which would wait for the very posts that the deadline cut off.
      threads.shutdownNow();
    }
  }

  /** Closes a socket, telling it first that a newer one has taken over. */
  public void replace(ConnectionId connection, byte[] replaced) {
    connections.post(connection, replaced);
    connections.close(connection);
  }

  private Callable<Void> task(Post post, Semaphore permits) {
    return () -> {
      permits.acquire();
      try {
        post(post);
      } finally {
        permits.release();
      }
      return null;
    };
  }

  private void post(Post post) {
    for (byte[] frame : post.frames()) {
      Posted posted = connections.post(post.connection(), frame);
      if (posted == Posted.GONE) {
        presences.clear(post.account(), post.device(), post.connection());
      }
      if (posted != Posted.DELIVERED) {
        return;
      }
    }
  }
}
