package app.culver.client.history;

import app.culver.client.Content;
import app.culver.client.identifier.ConversationId;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.wire.Json;
import app.culver.client.wire.KnownContent.Lives;
import app.culver.client.wire.KnownContent.Named;
import app.culver.client.wire.KnownContent.Talk;
import app.culver.client.wire.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What holds in conversations: what groups are called, and how long messages live. Each is kept with the number of the
 * entry that said so, because the greatest decides, wherever it was learned.
 */
public final class Terms {
  private final Store store;
  private final Heard heard;

  Terms(Store store) {
    this.store = store;
    this.heard = new Heard(store);
  }

  Optional<Content.Titled> title(ConversationId conversation) {
    return named(conversation).map(Named::title);
  }

  Optional<Duration> lifetime(ConversationId conversation) {
    return lives(conversation).flatMap(Lives::lifetime);
  }

  private Optional<Named> named(ConversationId conversation) {
    return store.get(Keys.title(conversation))
        .map(json -> new Named((Content.Titled) ContentJson.read(json), json.path("seq").asLong()));
  }

  private Optional<Lives> lives(ConversationId conversation) {
    return store.get(Keys.lifetime(conversation)).map(json -> new Lives(
        Json.has(json, "seconds") ? Optional.of(Duration.ofSeconds(Json.integer(json, "seconds"))) : Optional.empty(),
        json.path("seq").asLong()));
  }

  /** A group is called so. @return whether nothing newer is known, so that it is from now on */
  boolean put(ConversationId conversation, Named now, Batch batch) {
    if (named(conversation).filter(before -> before.seq() >= now.seq()).isPresent()) {
      return false;
    }
    batch.put(Keys.title(conversation), ContentJson.write(now.title()).put("seq", now.seq()));
    return true;
  }

  /** Messages live so long. @return whether nothing newer is known, so that they do from now on */
  boolean put(ConversationId conversation, Lives now, Batch batch) {
    if (lives(conversation).filter(before -> before.seq() >= now.seq()).isPresent()) {
      return false;
    }
    var json = Json.object().put("seq", now.seq());
    now.lifetime().ifPresent(life -> json.put("seconds", life.toSeconds()));
    batch.put(Keys.lifetime(conversation), json);
    return true;
  }

  /** What another device is told of a conversation: what the contract has no room for is left out. */
  public Talk of(ConversationId conversation) {
    var named = named(conversation).filter(now -> now.title().title().codePointCount(0,
        now.title().title().length()) <= Limits.TITLE);
    return new Talk(conversation, named, lives(conversation));
  }

  /**
   * Takes what another device of this account says of conversations; of those that are not known it is kept until they
   * are. Of a conversation that comes twice, what comes first is taken.
   *
   * @return the conversations in which something is otherwise from now on
   */
  public List<ConversationId> hear(List<Talk> talks) {
    var batch = new Batch();
    var changed = new ArrayList<ConversationId>();
    var met = new HashSet<ConversationId>();
    var number = heard.nextNumber();
    for (var talk : talks) {
      var conversation = talk.conversation();
      if (!met.add(conversation)) {
        continue;
      }
      if (store.get(Keys.conversation(conversation)).isEmpty()) {
        heard.keep(talk, number, batch);
      } else if (take(talk, store.get(Keys.standing(conversation)).isPresent(), batch)) {
        changed.add(conversation);
      }
    }
    store.write(batch);
    heard.tidy();
    return changed;
  }

  /** A conversation appears: takes what was kept of it. */
  void appeared(ConversationId conversation, boolean isGroup, Batch batch) {
    heard.take(conversation, batch).ifPresent(talk -> take(talk, isGroup, batch));
  }

  /**
   * An entry that this device has not got, and that is for it, tells the same by itself; none that is not for it comes after
   * one that is. So what claims to be later than all that is here is taken for as late as that, and binds nothing.
   */
  private boolean take(Talk told, boolean isGroup, Batch batch) {
    var conversation = told.conversation();
    var talk = told.upTo(store.get(Keys.progress(conversation)).map(Progress::read).orElse(Progress.NONE).cursor());
    var title = title(conversation);
    var lifetime = lifetime(conversation);
    var titled = talk.named().filter(named -> isGroup && put(conversation, named, batch)
        && !title.equals(Optional.of(named.title()))).isPresent();
    var lives = talk.lives().filter(now -> put(conversation, now, batch)
        && !lifetime.equals(now.lifetime())).isPresent();
    return titled || lives;
  }

  /** The logs begin anew, with other numbers: what they say from now on is newer. */
  void anew(Batch batch) {
    for (var prefix : new String[]{Keys.titles(), Keys.lifetimes()}) {
      store.keys(prefix).forEach(key -> batch.put(key, store.get(key).orElseThrow().put("seq", 0)));
    }
    heard.anew(batch);
  }
}
