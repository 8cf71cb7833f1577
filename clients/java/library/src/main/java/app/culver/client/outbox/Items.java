package app.culver.client.outbox;

import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.MessageId;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The stored queues. */
final class Items {
  private static final String PREFIX = "outbox/";

  private final Store store;

  Items(Store store) {
    this.store = store;
  }

  /** The conversations that have something in their queue. */
  List<ConversationId> conversations() {
    return store.keys(PREFIX).stream().map(key -> new ConversationId(key.split("/")[1])).distinct().toList();
  }

  /** A queue in order. */
  List<Item> of(ConversationId conversation) {
    return store.values(prefix(conversation)).stream().map(json -> Item.read(conversation, json)).toList();
  }

  List<Item> waiting(ConversationId conversation) {
    return of(conversation).stream().filter(Item::isWaiting).toList();
  }

  Optional<Item> find(ConversationId conversation, MessageId id) {
    return of(conversation).stream().filter(item -> item.id().equals(id)).findFirst();
  }

  long nextNumber(ConversationId conversation) {
    var items = of(conversation);
    return items.isEmpty() ? 1 : items.get(items.size() - 1).number() + 1;
  }

  void put(Item item, Batch batch) {
    batch.put(key(item), item.write());
  }

  void remove(Item item, Batch batch) {
    batch.remove(key(item));
  }

  private static String prefix(ConversationId conversation) {
    return PREFIX + conversation.value() + "/";
  }

  private static String key(Item item) {
    return prefix(item.conversation()) + String.format(Locale.ROOT, "%019d", item.number());
  }
}
