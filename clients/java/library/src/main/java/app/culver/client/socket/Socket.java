package app.culver.client.socket;

import app.culver.client.ConnectionState;
import app.culver.client.CulverException;
import app.culver.client.Event;
import app.culver.client.Problem;
import app.culver.client.loop.Backoff;
import app.culver.client.loop.Loop;
import app.culver.client.session.Session;
import app.culver.client.wire.Json;
import app.culver.client.wire.MalformedException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Keeps a connection open for as long as it is wanted. */
public final class Socket {
  /** Longer than an integration of API Gateway may take (29 s): what has not come by then does not come. */
  private static final Duration ANSWER = Duration.ofSeconds(35);
  private static final Duration PONG = Duration.ofSeconds(15);
  /** API Gateway ends connections that are idle for 10 minutes. */
  private static final Duration PING_AFTER = Duration.ofMinutes(5);
  /** Whoever is connected for so long has no reason to be slow when the connection is lost. */
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private final Loop loop;
  private final Session session;
  private final Dialer dialer;
  private final Listener listener;
  private final Backoff backoff;
  private final Questions questions;
  private final ServerClock clock;
  private ConnectionState state = ConnectionState.OFF;
  private Optional<Dialer.Line> line = Optional.empty();
  private Optional<Loop.Timer> timer = Optional.empty();
  private Optional<Loop.Timer> settled = Optional.empty();
  /** Counts connections, so that what is told of an earlier one is not taken for this one's. */
  private int generation;
  /** The session that the connection was dialled in. */
  private int dialledIn;
  /** Whether the token was renewed because of a refusal, since the last success. */
  private boolean renewed;
  private long logEpoch;

  /** Hears of the connection and its frames, on the loop. */
  public interface Listener {
    void changed(Event.Connection change);

    /** The server has greeted: from now on live frames come. */
    void connected();

    /** A frame that is no answer. */
    void frame(String type, ObjectNode frame);
  }

  public Socket(Loop loop, Session session, Dialer dialer, Listener listener, Random random) {
    this.loop = loop;
    this.session = session;
    this.dialer = dialer;
    this.listener = listener;
    this.backoff = new Backoff(random, Duration.ofSeconds(1), Duration.ofSeconds(60));
    this.questions = new Questions(loop);
    this.clock = new ServerClock(loop.clock());
  }

  public ConnectionState state() {
    return state;
  }

  public boolean isConnected() {
    return state == ConnectionState.CONNECTED;
  }

  /** What time the server has; before its first greeting, this device's own. */
  public Instant serverTime() {
    return clock.now();
  }

  /** The epoch of the server's logs, as it has last said when it greeted; 0 before. */
  public long logEpoch() {
    return logEpoch;
  }

  /** Opens the connection, and again whenever it is lost. */
  public void open() {
    if (state == ConnectionState.CONNECTED || state == ConnectionState.CONNECTING) {
      return;
    }
    backoff.reset();
    renewed = false;
    dial();
  }

  /** Ends the connection for good. @param as the state that says why */
  public void close(ConnectionState as) {
    end("the connection was closed");
    if (state != as) {
      become(as, Optional.empty(), Optional.empty());
    }
  }

  /** Sends a frame that is answered. Fails as unreachable if no answer comes. */
  public CompletableFuture<ObjectNode> ask(String action, ObjectNode body) {
    return isConnected()
        ? ask(action, body, ANSWER)
        : CompletableFuture.failedFuture(new CulverException.Unreachable("there is no connection", null));
  }

  /**
   * Sends a frame that is answered only if it fails. Without a connection it is not sent.
   *
   * @param failed hears why, unless the connection ends meanwhile
   */
  public void tell(String action, ObjectNode body, Consumer<CulverException> failed) {
    if (!isConnected()) {
      return;
    }
    var requestId = questions.next();
    var failure = questions.awaitFailure(requestId, ANSWER);
    send(action, requestId, body);
    var mine = generation;
    loop.when(failure, silence -> {
      // It has arrived.
    }, reason -> {
      if (mine == generation) {
        failed.accept(reason);
      }
    });
  }

  private CompletableFuture<ObjectNode> ask(String action, ObjectNode body, Duration limit) {
    var requestId = questions.next();
    var answer = questions.await(requestId, limit);
    send(action, requestId, body);
    return answer;
  }

  private void send(String action, String requestId, ObjectNode body) {
    send(Json.object().put("action", action).put("requestId", requestId).setAll(body));
  }

  private void send(JsonNode frame) {
    line.ifPresent(open -> open.send(Json.write(frame)));
    if (isConnected()) {
      pingLater();
    }
  }

  private void dial() {
    end("the connection is being opened anew");
    become(ConnectionState.CONNECTING, Optional.empty(), Optional.empty());
    var mine = generation;
    dialledIn = session.generation();
    current(session.access(), token -> line = Optional.of(dialer.dial(token, callbacks(mine, token))));
  }

  /** Goes on with what the connection waited for, if it is still the same one; a failure ends it. */
  private <T> void current(CompletableFuture<T> future, Consumer<T> then) {
    var mine = generation;
    loop.when(future, value -> {
      if (mine == generation) {
        then.accept(value);
      }
    }, failure -> {
      if (mine == generation) {
        lost(failure);
      }
    });
  }

  private Dialer.Callbacks callbacks(int mine, String token) {
    return new Dialer.Callbacks() {
      @Override
      public void opened() {
        inTurn(() -> greet());
      }

      @Override
      public void text(String text) {
        inTurn(() -> received(text));
      }

      @Override
      public void ended(OptionalInt status, String reason) {
        inTurn(() -> lost(token, status, reason));
      }

      private void inTurn(Runnable task) {
        loop.execute(() -> {
          if (mine == generation) {
            task.run();
          }
        });
      }
    };
  }

  private void greet() {
    current(ask("hello", Json.object(), PONG), greeting -> {
      clock.greeted(greeting);
      logEpoch = greeting.path("logEpoch").asLong();
      renewed = false;
      settled = Optional.of(loop.after(SETTLED, backoff::reset));
      become(ConnectionState.CONNECTED, Optional.empty(), Optional.empty());
      pingLater();
      listener.connected();
    });
  }

  private void pingLater() {
    timer.ifPresent(Loop.Timer::cancel);
    timer = Optional.of(loop.after(PING_AFTER, this::ping));
  }

  /** Finds out whether the connection is still alive. */
  public void ping() {
    if (isConnected()) {
      current(ask("ping", Json.object(), PONG), pong -> {
        // It lives.
      });
    }
  }

  private void received(String text) {
    ObjectNode frame;
    try {
      frame = Json.parse(text);
    } catch (MalformedException notOurs) {
      return;
    }
    var type = frame.path("type").asText();
    if (type.isEmpty()) {
      // API Gateway's own: one of the questions was not answered, and it does not say which (contract/README.md).
      questions.fail("the gateway could not carry out a request");
    } else if (questions.answered(frame)) {
      // Whoever asked goes on.
    } else if (type.equals("replaced")) {
      close(ConnectionState.REPLACED);
    } else {
      listener.frame(type, frame);
    }
  }

  private void lost(String token, OptionalInt status, String reason) {
    var refused = status.isPresent() && (status.getAsInt() == 401 || status.getAsInt() == 403);
    if (!refused || renewed) {
      lost(new CulverException.Unreachable(reason, null));
      return;
    }
    renewed = true;
    current(session.accessInsteadOf(token), other -> dial());
  }

  private void lost(CulverException failure) {
    end(failure.getMessage());
    if (failure instanceof CulverException.Refused refused && refused.problem() instanceof Problem.SessionEnded ended) {
      session.end(dialledIn, ended.detail());
    }
    if (session.identity().isEmpty()) {
      if (state != ConnectionState.SIGNED_OUT) {
        become(ConnectionState.SIGNED_OUT, Optional.empty(), Optional.of(failure.getMessage()));
      }
      return;
    }
    var delay = backoff.next();
    timer = Optional.of(loop.after(delay, this::dial));
    become(ConnectionState.WAITING, Optional.of(delay), Optional.of(failure.getMessage()));
  }

  private void end(String reason) {
    generation++;
    timer.ifPresent(Loop.Timer::cancel);
    timer = Optional.empty();
    settled.ifPresent(Loop.Timer::cancel);
    settled = Optional.empty();
    line.ifPresent(Dialer.Line::close);
    line = Optional.empty();
    questions.fail(reason);
  }

  private void become(ConnectionState now, Optional<Duration> retryIn, Optional<String> reason) {
    state = now;
    listener.changed(new Event.Connection(now, retryIn, reason));
  }
}
