package app.culver.client.history;

import app.culver.client.identifier.ConversationId;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.wire.Json;
import app.culver.client.wire.KnownContent;
import app.culver.client.wire.KnownContent.Lives;
import app.culver.client.wire.KnownContent.Named;
import app.culver.client.wire.KnownContent.Talk;
import java.util.Comparator;
import java.util.Optional;

/** What other devices of this account said of conversations that this one does not know yet. */
final class Heard {
  private static final String PREFIX = "heard/";
  /** Of so many conversations it is kept; what was heard last stays. */
  private static final int MOST = 500;

  private final Store store;

  Heard(Store store) {
    this.store = store;
  }

  /** Rises with everything that is heard. */
  long nextNumber() {
    return store.values(PREFIX).stream().mapToLong(json -> Json.integer(json, "number")).max().orElse(0) + 1;
  }

  void keep(Talk talk, long number, Batch batch) {
    put(read(talk.conversation()).map(kept -> newer(kept, talk)).orElse(talk), number, batch);
  }

  private void put(Talk talk, long number, Batch batch) {
    var json = Json.object().put("number", number);
    json.set("said", KnownContent.write(talk));
    batch.put(key(talk.conversation()), json);
  }

  private Optional<Talk> read(ConversationId conversation) {
    return store.get(key(conversation)).map(json -> KnownContent.talk(Json.child(json, "said")));
  }

  /** Of each the one with the greater number; the first of equals. */
  private static Talk newer(Talk one, Talk other) {
    var named = other.named().filter(now -> one.named().map(Named::seq).orElse(-1L) < now.seq()).or(one::named);
    var lives = other.lives().filter(now -> one.lives().map(Lives::seq).orElse(-1L) < now.seq()).or(one::lives);
    return new Talk(one.conversation(), named, lives);
  }

  /** What was kept of a conversation, which is not kept any longer. */
  Optional<Talk> take(ConversationId conversation, Batch batch) {
    var kept = read(conversation);
    kept.ifPresent(talk -> batch.remove(key(conversation)));
    return kept;
  }

  void anew(Batch batch) {
    for (var key : store.keys(PREFIX)) {
      var json = store.get(key).orElseThrow();
      var talk = KnownContent.talk(Json.child(json, "said"));
      put(new Talk(talk.conversation(), talk.named().map(named -> new Named(named.title(), 0)),
          talk.lives().map(lives -> new Lives(lives.lifetime(), 0))), Json.integer(json, "number"), batch);
    }
  }

  void tidy() {
    var keys = store.keys(PREFIX);
    if (keys.size() <= MOST) {
      return;
    }
    var batch = new Batch();
    keys.stream().sorted(Comparator.comparing(this::number)).limit(keys.size() - MOST).forEach(batch::remove);
    store.write(batch);
  }

  private long number(String key) {
    return Json.integer(store.get(key).orElseThrow(), "number");
  }

  private static String key(ConversationId conversation) {
    return PREFIX + conversation.value();
  }
}
