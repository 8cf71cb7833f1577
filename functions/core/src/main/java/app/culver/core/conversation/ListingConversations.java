package app.culver.core.conversation;

import app.culver.core.concurrent.Pending;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.OwnDevice;
import app.culver.core.identifier.ConversationId;
import java.util.List;

/** Reading conversations. What one is no member of does not exist. */
public final class ListingConversations {
  private final Devices devices;
  private final Conversations conversations;
  private final Memberships memberships;

  public ListingConversations(Devices devices, Conversations conversations, Memberships memberships) {
    this.devices = devices;
    this.conversations = conversations;
    this.memberships = memberships;
  }

  /** @throws app.culver.core.refusal.RefusedException if there is no such conversation for the caller */
  public Conversation one(Caller caller, ConversationId id) {
    return OwnConversation.start(devices, conversations, caller, id).get();
  }

  /** Some of the caller's conversations, as {@link Memberships#of} says. */
  public Memberships.Page some(Caller caller, Memberships.Start start, int limit) {
    Pending<List<Device>> own = Pending.start(() -> devices.of(caller.account()));
    Pending<Memberships.Page> page = Pending.start(() -> memberships.of(caller.account(), start, limit));
    OwnDevice.in(own.get(), caller);
    return page.get();
  }

  /** As {@link #some}, their ids alone. */
  public Memberships.Ids ids(Caller caller, Memberships.Start start, int limit) {
    Pending<List<Device>> own = Pending.start(() -> devices.of(caller.account()));
    Pending<Memberships.Ids> ids = Pending.start(() -> memberships.ids(caller.account(), start, limit));
    OwnDevice.in(own.get(), caller);
    return ids.get();
  }
}
