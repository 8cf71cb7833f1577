package app.culver.client.profile;

import app.culver.client.Event;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.loop.Backoff;
import app.culver.client.session.Session;
import app.culver.client.socket.Socket;
import app.culver.client.wire.Entry;
import app.culver.client.wire.Json;
import app.culver.client.wire.MalformedException;
import app.culver.client.wire.Signal;
import app.culver.client.wire.Synced;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What follows from the live connection. */
final class Live implements Socket.Listener {
  /** By then every send has ended that could have overlooked the new connection. */
  private static final Duration ONCE_MORE = Duration.ofSeconds(10);

  private final Parts parts;
  private final Random random;
  /** Counts the changes of the connection: what belongs to an earlier state is not gone on with. */
  private int generation;

  Live(Parts parts, Random random) {
    this.parts = parts;
    this.random = random;
  }

  @Override
  public void changed(Event.Connection change) {
    generation++;
    parts.events.accept(change);
  }

  @Override
  public void connected() {
    parts.reporter.connected();
    var backoff = new Backoff(random, Duration.ofSeconds(1), Duration.ofSeconds(60));
    insist(backoff, parts.sync::catchUp, () -> {
      parts.wake();
      parts.events.accept(new Event.CaughtUp());
      later(ONCE_MORE, () -> insist(backoff, parts.sync::catchUpAgain, () -> {
        // Whatever there was has been told.
      }));
    });
    refreshDevices(parts.session.required().account());
    parts.profiles.complete();
    parts.lookups.go();
    parts.loop.when(parts.blocks.list(), blocks -> {
      // Kept by then.
    }, failure -> {
      // As last seen, until the next connection.
    });
  }

  /** Until it has succeeded, or the connection is lost. */
  private void insist(Backoff backoff, Supplier<CompletableFuture<Void>> how, Runnable then) {
    var mine = generation;
    parts.loop.when(how.get(), done -> {
      if (mine == generation) {
        backoff.reset();
        then.run();
      }
    }, failure -> {
      if (mine == generation) {
        later(backoff.next(), () -> insist(backoff, how, then));
      }
    });
  }

  private void later(Duration delay, Runnable task) {
    var mine = generation;
    parts.loop.after(delay, () -> {
      if (mine == generation) {
        task.run();
      }
    });
  }

  @Override
  public void frame(String type, ObjectNode frame) {
    try {
      switch (type) {
        case "entry" -> parts.sync.arrived(conversation(frame), Entry.read(Json.child(frame, "entry")));
        case "receipt" -> receipt(conversation(frame), Synced.Receipt.read(frame));
        case "signal" -> parts.signals.received(Signal.read(frame));
        case "devices" -> refreshDevices(Json.as(frame, "account", AccountId::new));
        default -> {
          // A newer server says more than this library understands.
        }
      }
    } catch (MalformedException fault) {
      parts.events.accept(new Event.Distrust("a frame \"" + type + "\" is malformed: " + fault.getMessage()));
    }
  }

  /** Of other numbers than those here the next sync tells. */
  private void receipt(ConversationId conversation, Synced.Receipt receipt) {
    if (!parts.isBehind()) {
      parts.receiver.received(conversation, receipt);
    }
  }

  private static ConversationId conversation(ObjectNode frame) {
    return Json.as(frame, "conversation", ConversationId::new);
  }

  private void refreshDevices(AccountId account) {
    var isOwn = parts.session.identity().map(Session.Identity::account).filter(account::equals).isPresent();
    if (!isOwn && !parts.people.hasDevicesOf(account)) {
      return;
    }
    if (isOwn) {
      insist(new Backoff(random, Duration.ofSeconds(1), Duration.ofSeconds(60)),
          () -> parts.directory.refresh(List.of(account)).thenCompose(done -> parts.telling.look()), () -> {
            // Newer ones are told what this one knows.
          });
      return;
    }
    parts.loop.when(parts.directory.refresh(List.of(account)), done -> {
      // Changes are told by events.
    }, failure -> {
      // A send with an outdated list is refused, and repairs it.
    });
  }
}
