package app.culver.client.people;

import app.culver.client.CulverException;
import app.culver.client.identifier.AccountId;
import app.culver.client.loop.Loop;
import app.culver.client.session.Session;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.transport.Retry;
import java.util.List;

/** Fetches the names of those whose keys another device of this account told: one after the other, there may be many. */
public final class Lookups {
  private final Loop loop;
  private final Store store;
  private final Session session;
  private final People people;
  private final Profiles profiles;
  private boolean busy;

  public Lookups(Loop loop, Store store, Session session, People people, Profiles profiles) {
    this.loop = loop;
    this.store = store;
    this.session = session;
    this.people = people;
    this.profiles = profiles;
  }

  /** Fetches whatever is missing, unless that is under way. */
  public void go() {
    if (!busy) {
      fetch(people.unlooked());
    }
  }

  private void fetch(List<AccountId> accounts) {
    busy = !accounts.isEmpty();
    if (!busy) {
      return;
    }
    var account = accounts.get(0);
    var others = accounts.subList(1, accounts.size());
    loop.when(profiles.refresh(account), done -> fetched(account, others), failure -> {
      if (failure instanceof CulverException.Refused refused && !Retry.passes(refused.problem())) {
        fetched(account, others);
      } else {
        // Gone on with when the next connection opens.
        busy = false;
      }
    });
  }

  private void fetched(AccountId account, List<AccountId> others) {
    if (session.identity().isEmpty()) {
      busy = false;
      return;
    }
    var batch = new Batch();
    people.put(people.person(account).withLookedAt(loop.clock().instant()), batch);
    store.write(batch);
    fetch(others.isEmpty() ? people.unlooked() : others);
  }
}
