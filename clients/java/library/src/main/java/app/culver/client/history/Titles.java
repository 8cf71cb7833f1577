package app.culver.client.history;

import app.culver.client.Content;
import app.culver.client.identifier.ConversationId;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import java.util.Optional;

/** What groups are called. */
final class Titles {
  private final Store store;

  Titles(Store store) {
    this.store = store;
  }

  Optional<Content.Titled> of(ConversationId conversation) {
    return store.get(key(conversation)).map(json -> (Content.Titled) ContentJson.read(json));
  }

  void put(ConversationId conversation, Content.Titled titled, Batch batch) {
    batch.put(key(conversation), ContentJson.write(titled));
  }

  private static String key(ConversationId conversation) {
    return "title/" + conversation.value();
  }
}
