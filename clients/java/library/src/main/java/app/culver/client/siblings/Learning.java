package app.culver.client.siblings;

import app.culver.client.Content;
import app.culver.client.crypto.ProfileKey;
import app.culver.client.history.History;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.people.People;
import app.culver.client.people.Profiles;
import app.culver.client.session.Session;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.sync.Applier;
import app.culver.client.wire.KnownContent;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes what messages bring beside what they say. */
public final class Learning implements Applier.Learned {
  private final Store store;
  private final Session session;
  private final History history;
  private final People people;
  private final Profiles profiles;
  private final Runnable lookUp;
  private final Consumer<ConversationId> changed;

  /**
   * @param lookUp fetches the names that told keys open
   * @param changed hears of conversations in which something is otherwise by that
   */
  public Learning(Store store, Session session, History history, People people, Profiles profiles, Runnable lookUp,
      Consumer<ConversationId> changed) {
    this.store = store;
    this.session = session;
    this.history = history;
    this.people = people;
    this.profiles = profiles;
    this.lookUp = lookUp;
    this.changed = changed;
  }

  @Override
  public void profileKey(AccountId account, ProfileKey key, Instant time) {
    profiles.learned(account, key, time);
  }

  @Override
  public void known(Content.Known known, Optional<ProfileKey> key, Instant time) {
    var self = session.required().account();
    key.ifPresent(own -> profiles.learned(self, own, time));
    var content = KnownContent.of(known);
    var batch = new Batch();
    content.people().stream().filter(person -> !person.account().equals(self))
        .forEach(person -> people.told(person.account(), person.key(), batch));
    store.write(batch);
    lookUp.run();
    history.terms().hear(content.talks()).forEach(changed);
  }
}
