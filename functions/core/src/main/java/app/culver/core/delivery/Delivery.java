package app.culver.core.delivery;

import app.culver.core.delivery.Outcome.End;
import app.culver.core.device.ConnectionId;
import app.culver.core.device.Presences;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Posts to many sockets side by side, so that one that hangs holds up nobody. A socket that is gone loses its presence; a
 * post that fails or that the deadline cuts off is not tried again: what it told is fetched by the next sync.
 */
public final class Delivery {

  /** How much goes on at once and for how long: as many posts as a message has recipients, and below API Gateway's 29 s. */
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
  public Outcome deliver(List<Post> posts) {
    if (posts.isEmpty()) {
      return Outcome.NONE;
    }
    var permits = new Semaphore(limits.concurrency(), true);
    Queue<RuntimeException> faults = new ConcurrentLinkedQueue<>();
    List<Callable<End>> tasks = posts.stream().map(post -> task(post, permits, faults)).toList();
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<End>> ends = threads.invokeAll(tasks, limits.deadline().toNanos(), TimeUnit.NANOSECONDS);
      return outcome(posts, i -> ends.get(i).state() == State.SUCCESS ? ends.get(i).resultNow() : End.CUT, faults);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return outcome(posts, _ -> End.CUT, faults);
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

  private static Outcome outcome(List<Post> posts, IntFunction<End> end, Queue<RuntimeException> faults) {
    return new Outcome(
        IntStream.range(0, posts.size()).mapToObj(i -> new Outcome.Result(posts.get(i), end.apply(i))).toList(),
        List.copyOf(faults));
  }

  private Callable<End> task(Post post, Semaphore permits, Queue<RuntimeException> faults) {
    return () -> {
      permits.acquire();
      try {
        End end = post(post);
        if (end == End.GONE) {
          clear(post, faults);
        }
        return end;
      } catch (RuntimeException e) {
        faults.add(e);
        return End.FAILED;
      } finally {
        permits.release();
      }
    };
  }

  private End post(Post post) {
    for (byte[] frame : post.frames()) {
      switch (connections.post(post.connection(), frame)) {
        case DELIVERED -> {}
        case GONE -> {
          return End.GONE;
        }
        case FAILED -> {
          return End.FAILED;
        }
      }
    }
    return End.DELIVERED;
  }

  private void clear(Post post, Queue<RuntimeException> faults) {
    try {
      presences.clear(post.account(), post.device(), post.connection());
    } catch (RuntimeException e) {
      faults.add(e);
    }
  }
}
