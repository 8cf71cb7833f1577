package app.culver.client.receipts;

import app.culver.client.Event;
import app.culver.client.history.History;
import app.culver.client.history.Line;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.session.Session;
import app.culver.client.wire.Synced;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Takes in how far others, and other devices of this account, have come. */
public final class Receiver {
  private static final int LINES_AT_ONCE = 50;

  private final History history;
  private final Session session;
  private final Consumer<Event> events;

  public Receiver(History history, Session session, Consumer<Event> events) {
    this.history = history;
    this.session = session;
    this.events = events;
  }

  /** What is said of an account that is no member is ignored. */
  public void received(ConversationId conversation, Synced.Receipt receipt) {
    if (session.identity().isEmpty() || !history.has(conversation)
        || !history.members(conversation).contains(receipt.account())) {
      return;
    }
    var before = history.receipts().of(conversation, receipt.account());
    history.receipts().raise(conversation, receipt).ifPresent(after -> {
      var self = session.required().account();
      if (receipt.account().equals(self)) {
        readElsewhere(conversation, after.read());
      } else {
        changed(conversation, before, after, self);
      }
      events.accept(
          new Event.ReceiptChanged(conversation, receipt.account(), after.delivered(), after.read()));
    });
  }

  private void readElsewhere(ConversationId conversation, long read) {
    var progress = history.progress(conversation);
    if (read <= progress.read()) {
      return;
    }
    var order = progress.readOrder();
    for (var line : history.after(conversation, order)) {
      if (isUpTo(line, read)) {
        order = line.order();
      }
    }
    var update = history.update(conversation);
    update.read(read, order);
    update.commit();
  }

  private boolean isUpTo(Line line, long seq) {
    return line.epoch() == history.epoch() && line.seq().isPresent() && line.seq().getAsLong() <= seq;
  }

  /** Tells of each own message whose state the receipt changed. */
  private void changed(ConversationId conversation, Synced.Receipt before, Synced.Receipt after, AccountId self) {
    var told = new ArrayDeque<Event>();
    scan(conversation, before, after, self, told);
    told.forEach(events);
  }

  /** From the newest line back to those that the receipt says nothing new of. */
  private void scan(ConversationId conversation, Synced.Receipt before, Synced.Receipt after, AccountId self,
      Deque<Event> told) {
    var lowest = after.read() > before.read() ? before.read() : before.delivered();
    var order = Long.MAX_VALUE;
    while (true) {
      var lines = history.last(conversation, order, LINES_AT_ONCE);
      for (var i = lines.size() - 1; i >= 0; i--) {
        var line = lines.get(i);
        if (isUpTo(line, lowest)) {
          return;
        }
        if (line.sender().equals(self) && line.id().isPresent() && gotFurther(line, before, after)) {
          told.addFirst(new Event.MessageChanged(history.message(line, self)));
        }
      }
      if (lines.size() < LINES_AT_ONCE) {
        return;
      }
      order = lines.get(0).order();
    }
  }

  private boolean gotFurther(Line line, Synced.Receipt before, Synced.Receipt after) {
    return isUpTo(line, after.read()) && !isUpTo(line, before.read())
        || isUpTo(line, after.delivered()) && !isUpTo(line, before.delivered());
  }
}
