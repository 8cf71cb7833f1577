package app.culver.client.receipts;

import app.culver.client.history.History;
import app.culver.client.identifier.ConversationId;
import app.culver.client.loop.Loop;
import app.culver.client.session.Session;
import app.culver.client.socket.Socket;
import app.culver.client.transport.Retry;
import app.culver.client.wire.Json;
import app.culver.client.wire.Synced;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Tells the server what has arrived on this device and what was read. Only a socket can tell it. */
public final class Reporter {
  private static final Duration GATHERING = Duration.ofMillis(250);
  private static final Duration BETWEEN = Duration.ofSeconds(2);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);

  private final Loop loop;
  private final History history;
  private final Session session;
  private final Socket socket;
  private final BooleanSupplier tellsRead;
  /** What this device has told on this connection, and what its account had told before it. */
  private final Map<ConversationId, Synced.Receipt> told = new HashMap<>();
  private final Set<ConversationId> changed = new LinkedHashSet<>();
  private boolean gathering;

  /** @param tellsRead whether others are to know what was read */
  public Reporter(Loop loop, History history, Session session, Socket socket, BooleanSupplier tellsRead) {
    this.loop = loop;
    this.history = history;
    this.session = session;
    this.socket = socket;
    this.tellsRead = tellsRead;
  }

  /** Something has arrived or was read. */
  public void changed(ConversationId conversation) {
    changed.add(conversation);
    gather(GATHERING);
  }

  /** What was told seems to be lost on its way, of which nothing else would tell: it has no answer. */
  public void tellAgain(ConversationId conversation) {
    told.remove(conversation);
    changed(conversation);
  }

  /** Whether the server has said that it has all that there is to tell: if not, each connection tells it once more. */
  public boolean isKnown(ConversationId conversation) {
    var known = history.receipts().of(conversation, session.required().account());
    var progress = history.progress(conversation);
    return known.delivered() >= progress.delivered() && (!tellsRead.getAsBoolean() || known.read() >= progress.read());
  }

  /** A connection is open, on which nothing was told so far. */
  public void connected() {
    told.clear();
    session.identity().ifPresent(self -> history.conversations().forEach(
        conversation -> told.put(conversation, history.receipts().of(conversation, self.account()))));
    history.conversations().forEach(this::changed);
  }

  /** The logs begin anew: numbers that were told mean nothing any more. */
  public void epochBegan() {
    told.clear();
  }

  /** Tells at once what is to be told, and hears when the server has it. */
  public void whenDone(Runnable done) {
    report();
    // The answer to a later frame: those before it have arrived.
    loop.when(socket.ask("ping", Json.object()), pong -> done.run(), failure -> done.run());
  }

  private void gather(Duration time) {
    if (!gathering) {
      gathering = true;
      loop.after(time, () -> {
        gathering = false;
        if (report()) {
          gather(BETWEEN);
        }
      });
    }
  }

  /** @return whether something was told */
  private boolean report() {
    if (history.epoch() < socket.logEpoch()) {
      // The server numbers its logs otherwise by now: what is applied under its epoch is told then.
      return false;
    }
    var now = List.copyOf(changed);
    changed.clear();
    var any = false;
    for (var conversation : now) {
      any |= socket.isConnected() && session.identity().isPresent() && !history.hasEnded(conversation)
          && report(conversation);
    }
    return any;
  }

  private boolean report(ConversationId conversation) {
    var account = session.required().account();
    var progress = history.progress(conversation);
    var before = told.getOrDefault(conversation, new Synced.Receipt(account, 0, 0));
    // What one has read is told once, by whichever device; what a device has got it tells itself.
    var known = Math.max(before.read(), history.receipts().of(conversation, account).read());
    var read = tellsRead.getAsBoolean() ? Math.max(progress.read(), known) : known;
    var delivered = Math.max(Math.max(progress.delivered(), before.delivered()), read > known ? read : 0);
    if (delivered <= before.delivered() && read <= known) {
      return false;
    }
    told.put(conversation, new Synced.Receipt(account, delivered, read));
    var frame = Json.object().put("conversation", conversation.value());
    if (delivered > before.delivered()) {
      frame.put("delivered", delivered);
    }
    if (read > known) {
      frame.put("read", read);
    }
    socket.tell("receipt", frame, failure -> {
      told.remove(conversation);
      if (Retry.passesAfter(failure).isPresent()) {
        changed.add(conversation);
        gather(AFTER_A_FAILURE);
      }
    });
    return true;
  }
}
