package app.culver.core.conversation;

import app.culver.core.concurrent.Pending;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.OwnDevice;
import app.culver.core.identifier.ConversationId;
import app.culver.core.refusal.Refusal.NotFound;
import java.util.List;
import java.util.Optional;

/**
 * What every request about one conversation begins with: the caller's device and the conversation, read side by side. For
 * one request and one thread.
 */
public final class OwnConversation {
  private final Caller caller;
  private final MemberDevices members;
  private final Pending<List<Device>> own;
  private final Pending<Optional<Conversation>> found;

  private OwnConversation(Devices devices, Conversations conversations, Caller caller, ConversationId id) {
    this.caller = caller;
    this.members = new MemberDevices(devices);
    this.own = members.start(caller.account());
    this.found = Pending.start(() -> conversations.find(id));
  }

  /** Starts to read both. */
  public static OwnConversation start(Devices devices, Conversations conversations, Caller caller, ConversationId id) {
    return new OwnConversation(devices, conversations, caller, id);
  }

  /**
   * The conversation.
   *
   * @throws app.culver.core.refusal.RefusedException if the caller's session has ended, or as {@link #in}
   */
  public Conversation get() {
    OwnDevice.in(own.get(), caller);
    return in(found.get(), caller);
  }

  /** The devices of its members, of which the caller's are being read already. */
  public MemberDevices members() {
    return members;
  }

  /**
   * The conversation that was found, as far as the caller may know of it: what one is no member of does not exist.
   *
   * @throws app.culver.core.refusal.RefusedException NotFound if there is none, or the caller is no member
   */
  public static Conversation in(Optional<Conversation> found, Caller caller) {
    return found.filter(there -> there.member(caller.account()).isPresent())
        .orElseThrow(() -> new NotFound().exception());
  }
}
