package app.culver.client.profile;

import app.culver.client.Event;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.loop.Loop;
import app.culver.client.session.Session;
import app.culver.client.socket.Socket;
import app.culver.client.wire.Entry;
import app.culver.client.wire.Json;
import app.culver.client.wire.MalformedException;
import app.culver.client.wire.Synced;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What follows from the live connection. */
final class Live implements Socket.Listener {
  /** By then every send has ended that could have overlooked the new connection. */
  private static final Duration ONCE_MORE = Duration.ofSeconds(10);

  private final Parts parts;
  private Optional<Loop.Timer> onceMore = Optional.empty();

  Live(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void changed(Event.Connection change) {
    onceMore.ifPresent(Loop.Timer::cancel);
    onceMore = Optional.empty();
    parts.events.accept(change);
  }

  @Override
  public void connected() {
    parts.reporter.connected();
    parts.loop.when(parts.sync.catchUp(), done -> {
      parts.sender.wake();
      parts.events.accept(new Event.CaughtUp());
    }, failure -> {
      // Sync tries again by itself, and what it then applies wakes the sender.
    });
    onceMore = Optional.of(parts.loop.after(ONCE_MORE, () -> parts.loop.when(parts.sync.catchUp(), done -> {
      // Whatever there was has been told.
    }, failure -> {
      // Sync tries again by itself.
    })));
    refreshDevices(parts.session.required().account());
    parts.profiles.complete();
  }

  @Override
  public void frame(String type, ObjectNode frame) {
    try {
      switch (type) {
        case "entry" -> parts.sync.arrived(conversation(frame), Entry.read(Json.child(frame, "entry")));
        case "receipt" -> parts.receiver.received(conversation(frame), Synced.Receipt.read(frame));
        case "devices" -> refreshDevices(Json.as(frame, "account", AccountId::new));
        default -> {
          // A newer server says more than this library understands.
        }
      }
    } catch (MalformedException fault) {
      parts.events.accept(new Event.Distrust("a frame \"" + type + "\" is malformed: " + fault.getMessage()));
    }
  }

  private static ConversationId conversation(ObjectNode frame) {
    return Json.as(frame, "conversation", ConversationId::new);
  }

  private void refreshDevices(AccountId account) {
    if (parts.session.identity().map(Session.Identity::account).filter(account::equals).isEmpty()
        && !parts.people.hasDevicesOf(account)) {
      return;
    }
    parts.loop.when(parts.directory.refresh(List.of(account)), done -> {
      // Changes are told by events.
    }, failure -> {
      // A send with an outdated list is refused, and repairs it.
    });
  }
}
