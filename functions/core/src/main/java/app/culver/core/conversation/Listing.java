package app.culver.core.conversation;

import app.culver.core.account.Device;
import app.culver.core.account.Devices;
import app.culver.core.concurrent.Pending;
import app.culver.core.identifier.ConversationId;
import app.culver.core.refusal.Refusal.NotFound;
import app.culver.core.session.Caller;
import app.culver.core.session.OwnDevice;
import java.util.List;
import java.util.Optional;

/** Reading conversations. What one is no member of does not exist. */
public final class Listing {
  private final Devices devices;
  private final Conversations conversations;

  public Listing(Devices devices, Conversations conversations) {
    this.devices = devices;
    this.conversations = conversations;
  }

  /** @throws app.culver.core.refusal.RefusedException if there is no such conversation for the caller */
  public Conversation one(Caller caller, ConversationId id) {
    Pending<List<Device>> own = Pending.start(() -> devices.of(caller.account()));
    Pending<Optional<Conversation>> found = Pending.start(() -> conversations.find(id));
    OwnDevice.in(own.get(), caller);
    return found.get().filter(there -> there.member(caller.account()).isPresent())
        .orElseThrow(() -> new NotFound().exception());
  }

  /** Some of the caller's conversations, as {@link Conversations#of} says. */
  public Conversations.Page some(Caller caller, Conversations.Start start, int limit) {
    Pending<List<Device>> own = Pending.start(() -> devices.of(caller.account()));
    Pending<Conversations.Page> page = Pending.start(() -> conversations.of(caller.account(), start, limit));
    OwnDevice.in(own.get(), caller);
    return page.get();
  }
}
