package app.culver.client.profile;

import app.culver.client.Content;
import app.culver.client.Event;
import app.culver.client.Message;
import app.culver.client.history.History;
import app.culver.client.history.Line;
import app.culver.client.people.Directory;
import app.culver.client.people.Self;
import app.culver.client.store.Batch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Announces a contact's changed devices in the conversations with them. */
final class DeviceNotices implements Directory.Changes {
  private final History history;
  private final Self self;
  private final Clock clock;

  DeviceNotices(History history, Self self, Clock clock) {
    this.history = history;
    this.self = self;
    this.clock = clock;
  }

  @Override
  public List<Event> changed(Event.DevicesChanged change, Batch batch) {
    var events = new ArrayList<Event>();
    events.add(change);
    var account = change.account();
    var own = self.account();
    if (own.isEmpty() || own.get().equals(account)) {
      return events;
    }
    for (var conversation : history.conversations()) {
      if (history.members(conversation).contains(account) && !history.hasEnded(conversation)) {
        var update = history.update(conversation);
        var line = update.append(new Line(conversation, 0, Optional.empty(), history.epoch(), OptionalLong.empty(),
            account, Optional.empty(), clock.instant(),
            new Content.DevicesChanged(account, change.added(), change.removed()), Message.State.RECEIVED));
        update.commitWith(batch);
        events.add(new Event.MessageAdded(history.message(line, own.get())));
      }
    }
    return events;
  }
}
