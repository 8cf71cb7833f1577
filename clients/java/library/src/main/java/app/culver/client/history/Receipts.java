package app.culver.client.history;

import app.culver.client.Message;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.wire.Json;
import app.culver.client.wire.Synced;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How far the members have come, and what that makes of one's own messages. */
public final class Receipts {
  private final Store store;

  Receipts(Store store) {
    this.store = store;
  }

  /** How far an account has come. */
  public Synced.Receipt of(ConversationId conversation, AccountId account) {
    return store.get(key(conversation, account))
        .map(json -> new Synced.Receipt(account, Json.integer(json, "delivered"), Json.integer(json, "read")))
        .orElse(new Synced.Receipt(account, 0, 0));
  }

  /** Stores that an account got further. @return what is now so; empty if that is nothing new */
  public Optional<Synced.Receipt> raise(ConversationId conversation, Synced.Receipt receipt) {
    var before = of(conversation, receipt.account());
    var read = Math.max(before.read(), receipt.read());
    var after = new Synced.Receipt(receipt.account(), Math.max(read, Math.max(before.delivered(), receipt.delivered())),
        read);
    if (after.equals(before)) {
      return Optional.empty();
    }
    store.write(new Batch().put(key(conversation, receipt.account()),
        Json.object().put("delivered", after.delivered()).put("read", after.read())));
    return Optional.of(after);
  }

  /** The state of a line. */
  Message.State state(Line line, AccountId self, long epoch) {
    if (!line.sender().equals(self) || line.id().isEmpty()) {
      return Message.State.RECEIVED;
    }
    if (line.epoch() != epoch || line.seq().isEmpty()) {
      return line.reached();
    }
    var seq = line.seq().getAsLong();
    var state = others(line.conversation(), self).stream().map(receipt -> state(receipt, seq))
        .max(Enum::compareTo).orElse(Message.State.SENT);
    return state.compareTo(line.reached()) > 0 ? state : line.reached();
  }

  /** How far a message got with one account. @param seq its number in the log */
  public Message.State state(ConversationId conversation, AccountId account, long seq) {
    return state(of(conversation, account), seq);
  }

  /** Whether an account has told anything. */
  public boolean has(ConversationId conversation, AccountId account) {
    return store.get(key(conversation, account)).isPresent();
  }

  private static Message.State state(Synced.Receipt receipt, long seq) {
    if (receipt.read() >= seq) {
      return Message.State.READ;
    }
    return receipt.delivered() >= seq ? Message.State.DELIVERED : Message.State.SENT;
  }

  private List<Synced.Receipt> others(ConversationId conversation, AccountId self) {
    var prefix = prefix(conversation);
    return store.keys(prefix).stream().map(key -> new AccountId(key.substring(prefix.length())))
        .filter(account -> !account.equals(self)).map(account -> of(conversation, account)).toList();
  }

  /** Passes on the lines of own messages that got further than sent, with their state fixed. */
  void fix(ConversationId conversation, List<Line> lines, AccountId self, long epoch, Consumer<Line> changed) {
    for (var line : lines) {
      var state = state(line, self, epoch);
      if (state != Message.State.RECEIVED && state != line.reached() && line.seq().isPresent()) {
        changed.accept(line.withPosition(line.epoch(), line.seq().getAsLong(), state));
      }
    }
  }

  void forget(Batch batch) {
    store.keys("receipt/").forEach(batch::remove);
  }

  private static String prefix(ConversationId conversation) {
    return "receipt/" + conversation.value() + "/";
  }

  private static String key(ConversationId conversation, AccountId account) {
    return prefix(conversation) + account.value();
  }
}
