package app.culver.core.conversation;

import app.culver.core.concurrent.Backoff;
import app.culver.core.concurrent.Pending;
import app.culver.core.concurrent.Races;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.OwnDevice;
import app.culver.core.log.Entry;
import app.culver.core.log.Log;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.membership.MembershipChange.GroupCreated;
import app.culver.core.membership.Rules;
import app.culver.core.refusal.Refusal.InvalidRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Creates groups. One is made once for each creator and nonce, however often it is asked for. */
public final class CreatingGroup {
  private final Devices devices;
  private final Newcomers newcomers;
  private final Conversations conversations;
  private final Memberships memberships;
  private final Log log;
  private final InstantSource clock;
  private final Duration retention;
  private final Races races;

  /** @param retention how long entries are kept */
  public CreatingGroup(Devices devices, Newcomers newcomers, Conversations conversations, Memberships memberships,
      Log log, InstantSource clock, Duration retention, Backoff backoff) {
    this.devices = devices;
    this.newcomers = newcomers;
    this.conversations = conversations;
    this.memberships = memberships;
    this.log = log;
    this.clock = clock;
    this.retention = retention;
    this.races = new Races(backoff);
  }

  /**
   * The caller's group of this nonce.
   *
   * @throws app.culver.core.refusal.RefusedException if it is there with another beginning, or the caller has left it; if it
   *           is not there, and the caller is not one of its owners, a member's account does not exist, or the signature is
   *           not the calling device's
   */
  public Creation group(Caller caller, NewGroup request) {
    GroupConversation group = new GroupConversation(caller.account(), request.nonce());
    Pending<List<Device>> own = Pending.start(() -> devices.of(caller.account()));
    Pending<Optional<Conversation>> found = Pending.start(() -> conversations.find(group.id()));

    Device device = OwnDevice.in(own.get(), caller);
    return races.win(found.get(), () -> conversations.find(group.id()),
        there -> there.map(existing -> existing(caller, request, existing))
            .or(() -> created(caller, device, group, request)));
  }

  /** The group that this call made; empty if it was there already. */
  private Optional<Creation> created(Caller caller, Device device, GroupConversation group, NewGroup request) {
    Conversation begun = begin(caller, group, request.beginning());
    Entry.Membership first = new Entry.Membership(1, begun.createdAt(), caller.account(), caller.device(), 0,
        request.beginning(), request.signature());
    if (!device.signingKey().verifies(first.signature(), first.membership().signed(begun.id(), 0))) {
      throw InvalidRequest.at("/signature", "must be the calling device's, over the beginning of this group")
          .exception();
    }
    Conversation conversation = begun.changed(
        newcomers.admit(caller, begun.members(), request.members(), "/members"), 1);
    return memberships.create(conversation, first, conversation.createdAt().plus(retention))
        ? Optional.of(new Creation(conversation, true, Optional.of(first),
            new MemberDevices(devices).others(conversation.readers(1), caller)))
        : Optional.empty();
  }

  /** A group that is there, if it began as is asked for; whether it did cannot be told once that entry has expired. */
  private Creation existing(Caller caller, NewGroup request, Conversation there) {
    OwnConversation.in(Optional.of(there), caller);
    Optional<Entry> beginning = log.entry(there.id(), 1);
    if (beginning.filter(entry -> !isAskedFor(request, entry)).isPresent()) {
      throw InvalidRequest.at("/nonce", "must be another for each group").exception();
    }
    // Whoever made it may have died before telling anybody; that it was told, only costs the others a repetition.
    Optional<Entry> untold = beginning.filter(first -> there.head().seq() == 1
        && first.device().equals(caller.device()) && first.time().plus(retention).isAfter(clock.instant()));
    return new Creation(there, false, untold,
        untold.isPresent() ? new MemberDevices(devices).others(there.readers(1), caller) : List.of());
  }

  private static boolean isAskedFor(NewGroup request, Entry beginning) {
    return beginning instanceof Entry.Membership first && first.membership().equals(request.beginning());
  }

  private Conversation begin(Caller caller, GroupConversation group, GroupCreated created) {
    Instant now = clock.instant();
    List<Member> members = Rules.begin(caller.account(), created);
    return new Conversation(group.id(), ConversationKind.GROUP, members, 1, now, caller.account(), new Head(1, now));
  }
}
