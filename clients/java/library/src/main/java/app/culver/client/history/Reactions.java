package app.culver.client.history;

import app.culver.client.Reaction;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What accounts make of messages: one reaction of each to each. */
final class Reactions {
  private final Store store;

  Reactions(Store store) {
    this.store = store;
  }

  List<Reaction> of(ConversationId conversation, long order) {
    var prefix = prefix(conversation, order);
    return store.keys(prefix).stream().map(key -> new Reaction(new AccountId(key.substring(prefix.length())),
        Json.text(store.get(key).orElseThrow(), "emoji"))).toList();
  }

  /** What an account makes of a message from now on; nothing if there is no emoji. */
  void put(Line line, AccountId account, Optional<String> emoji, Batch batch) {
    var key = prefix(line.conversation(), line.order()) + account.value();
    emoji.ifPresentOrElse(value -> batch.put(key, Json.object().put("emoji", value)), () -> batch.remove(key));
  }

  void forget(Line line, Batch batch) {
    store.keys(prefix(line.conversation(), line.order())).forEach(batch::remove);
  }

  private static String prefix(ConversationId conversation, long order) {
    return "reaction/" + conversation.value() + "/" + String.format(Locale.ROOT, "%019d", order) + "/";
  }
}
