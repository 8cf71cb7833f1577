package app.culver.core.memory;

import app.culver.core.delivery.LiveConnections;
import app.culver.core.device.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Sockets in memory that remember what was posted to them. */
public final class MemoryConnections implements LiveConnections {
  private final Map<ConnectionId, List<String>> frames = new ConcurrentHashMap<>();
  private final Map<ConnectionId, Posted> answers = new ConcurrentHashMap<>();
  private final Set<ConnectionId> hanging = ConcurrentHashMap.newKeySet();
  private final Set<ConnectionId> closed = ConcurrentHashMap.newKeySet();

  /** What posts to this socket come to from now on; until then they are delivered. */
  public void answer(String connection, Posted posted) {
    answers.put(new ConnectionId(connection), posted);
  }

  /** Posts to this socket never return by themselves. */
  public void hang(String connection) {
    hanging.add(new ConnectionId(connection));
  }

  /** What this socket got, in order. */
  public List<String> frames(String connection) {
    return List.copyOf(frames.getOrDefault(new ConnectionId(connection), List.of()));
  }

  public boolean closed(String connection) {
    return closed.contains(new ConnectionId(connection));
  }

  /** How many frames were delivered in all. */
  public int delivered() {
    return frames.values().stream().mapToInt(List::size).sum();
  }

  @Override
  public Posted post(ConnectionId connection, byte[] frame) {
    if (hanging.contains(connection)) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return Posted.FAILED;
      }
    }
    Posted posted = closed.contains(connection) ? Posted.GONE : answers.getOrDefault(connection, Posted.DELIVERED);
    if (posted == Posted.DELIVERED) {
      frames.computeIfAbsent(connection, _ -> new ArrayList<>()).add(new String(frame, StandardCharsets.UTF_8));
    }
    return posted;
  }

  @Override
  public void close(ConnectionId connection) {
    closed.add(connection);
  }
}
