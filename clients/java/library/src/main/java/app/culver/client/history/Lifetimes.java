package app.culver.client.history;

import app.culver.client.Content;
import app.culver.client.Event;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.loop.Loop;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets messages vanish when their time is over: it runs from being sent on the sender's devices, and on others from being
 * read. When somebody has read it is stored, so that a restart gives nothing more time.
 */
public final class Lifetimes {
  private static final String PREFIX = "mortal/";
  /** A timer may not be set for longer, and what is read on another device is looked for now and then. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final Loop loop;
  private final Store store;
  private final History history;
  private final Supplier<Optional<AccountId>> self;
  private final Consumer<Event> events;
  private Optional<Loop.Timer> timer = Optional.empty();

  /** @param self whose device this is; empty while nobody is signed in */
  public Lifetimes(Loop loop, Store store, History history, Supplier<Optional<AccountId>> self,
      Consumer<Event> events) {
    this.loop = loop;
    this.store = store;
    this.history = history;
    this.self = self;
    this.events = events;
  }

  static void begin(Line line, Batch batch) {
    lifetime(line.content()).ifPresent(life -> batch.put(key(line), Json.object().put("seconds", life.toSeconds())));
  }

  static void forget(Line line, Batch batch) {
    lifetime(line.content()).ifPresent(life -> batch.remove(key(line)));
  }

  private static Optional<Duration> lifetime(Content content) {
    if (content instanceof Content.Text text) {
      return text.lifetime();
    }
    return content instanceof Content.Media media ? media.lifetime() : Optional.empty();
  }

  /** Whether any message has a lifetime that is not over. */
  public boolean areAwaited() {
    return !store.keys(PREFIX).isEmpty();
  }

  /** Looks what is over, and again when the next one will be. */
  public void look() {
    timer.ifPresent(Loop.Timer::cancel);
    timer = Optional.empty();
    var account = self.get();
    if (account.isEmpty()) {
      return;
    }
    var now = loop.clock().instant();
    var next = now.plus(LONGEST_WAIT);
    var some = false;
    for (var key : store.keys(PREFIX)) {
      var end = end(key, account.get(), now);
      some = true;
      if (end.isPresent() && end.get().isBefore(next)) {
        next = end.get();
      }
    }
    if (some) {
      timer = Optional.of(loop.after(Duration.between(now, next), this::look));
    }
  }

  /** When a message vanishes; empty if that is not known yet, or if it just did. */
  private Optional<Instant> end(String key, AccountId account, Instant now) {
    var parts = key.split("/");
    var line = history.line(new ConversationId(parts[1]), Long.parseLong(parts[2]));
    var json = store.get(key).orElseThrow();
    if (line.isEmpty()) {
      store.write(new Batch().remove(key));
      return Optional.empty();
    }
    var end = known(json).or(() -> begun(key, json, line.get(), account, now));
    if (end.isPresent() && !end.get().isAfter(now)) {
      vanish(line.get(), account);
      return Optional.empty();
    }
    return end;
  }

  private static Optional<Instant> known(ObjectNode json) {
    return Json.has(json, "end") ? Optional.of(Json.time(json, "end")) : Optional.empty();
  }

  private Optional<Instant> begun(String key, ObjectNode json, Line line, AccountId account, Instant now) {
    var life = Duration.ofSeconds(Json.integer(json, "seconds"));
    var mine = line.sender().equals(account);
    if (!mine && !isRead(line, account)) {
      return Optional.empty();
    }
    var end = (mine ? line.time() : now).plus(life);
    store.write(new Batch().put(key, json.put("end", end.toEpochMilli())));
    return Optional.of(end);
  }

  /** Here, or on another device of the account. */
  private boolean isRead(Line line, AccountId account) {
    var progress = history.progress(line.conversation());
    return line.order() <= progress.readOrder() || line.seq().isPresent() && line.epoch() == history.epoch()
        && line.seq().getAsLong() <= history.receipts().of(line.conversation(), account).read();
  }

  private void vanish(Line line, AccountId account) {
    var update = history.update(line.conversation());
    update.vanish(line);
    update.commit();
    update.changed().forEach(changed -> events.accept(new Event.MessageChanged(history.message(changed, account))));
  }

  private static String key(Line line) {
    return PREFIX + line.conversation().value() + "/" + String.format(Locale.ROOT, "%019d", line.order());
  }
}
