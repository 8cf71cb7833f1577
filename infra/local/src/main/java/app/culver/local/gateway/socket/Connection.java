package app.culver.local.gateway.socket;

import app.culver.local.clock.CloudClock.Timer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** One client's connection, from its {@code $connect} to its end. */
final class Connection {
  /** How long a client may take to answer a close frame, in real time, before its TCP connection is dropped. */
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Handshake handshake;
  private final ObjectNode authorizer;
  private final List<Timer> timers = new ArrayList<>();
  private State state = State.CONNECTING;
  private Session session;
  private Outbox outbox;
  private Instant lastActive;

  /** @param authorizer the authorizer's context; null if the API has none */
  Connection(Handshake handshake, ObjectNode authorizer) {
    this.handshake = handshake;
    this.authorizer = authorizer;
    this.lastActive = handshake.connectedAt();
  }

  private enum State {
    CONNECTING, OPEN, GONE
  }

  /** What became of a message. */
  enum Sending {
    SENT, GONE, FULL
  }

  String id() {
    return handshake.connection();
  }

  Handshake handshake() {
    return handshake;
  }

  ObjectNode authorizer() {
    return authorizer;
  }

  synchronized Instant lastActive() {
    return lastActive;
  }

  synchronized void touch(Instant now) {
    lastActive = now;
  }

  synchronized boolean isOpen() {
    return state == State.OPEN;
  }

  synchronized void open(Session opened) {
    session = opened;
    outbox = new Outbox(opened);
    state = State.OPEN;
  }

  /** Keeps a timer to be cancelled with the connection. */
  synchronized void keep(Timer timer) {
    if (state == State.GONE) {
      timer.cancel();
    } else {
      timers.add(timer);
    }
  }

  Sending send(String message) {
    Outbox target;
    synchronized (this) {
      if (state != State.OPEN) {
        return Sending.GONE;
      }
      target = outbox;
    }
    return target.send(message) ? Sending.SENT : Sending.FULL;
  }

  /** Takes the connection out of use; false if it was already. */
  synchronized boolean end() {
    if (state == State.GONE) {
      return false;
    }
    state = State.GONE;
    timers.forEach(Timer::cancel);
    return true;
  }

  /** Sends the close frame, behind what waits to be sent. */
  void close(int status) {
    session.setIdleTimeout(CLOSING);
    outbox.afterwards(() -> session.close(status, null, Callback.NOOP));
  }
}
