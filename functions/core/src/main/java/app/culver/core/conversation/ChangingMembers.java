package app.culver.core.conversation;

import app.culver.core.concurrent.Backoff;
import app.culver.core.concurrent.Pending;
import app.culver.core.conversation.Memberships.Change;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.OwnDevice;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.log.Log;
import app.culver.core.log.Mark;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.membership.MembershipChange.Added;
import app.culver.core.membership.Rules;
import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.Refusal.MembershipChanged;
import app.culver.core.refusal.Refusal.NotFound;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes who is in a group. A change names the one before it and is written under the condition that this is still the
 * last, together with its entry, behind the last one of the log. So a change never meets a membership that its maker did
 * not know, and it takes a position like a message: none can be accepted behind a removal under the membership before it.
 */
public final class ChangingMembers {
  private static final int MOST_ATTEMPTS = 12;

  /** How many races for the log's end are lost before those who append are asked to hold back. */
  private static final int ATTEMPTS_BEFORE_HOLDING = 3;

  private final Devices devices;
  private final Newcomers newcomers;
  private final Conversations conversations;
  private final Memberships memberships;
  private final Log log;
  private final InstantSource clock;
  private final Duration retention;
  private final Backoff backoff;

  /** @param retention how long entries are kept */
  public ChangingMembers(Devices devices, Newcomers newcomers, Conversations conversations, Memberships memberships,
      Log log,
      InstantSource clock, Duration retention, Backoff backoff) {
    this.devices = devices;
    this.newcomers = newcomers;
    this.conversations = conversations;
    this.memberships = memberships;
    this.log = log;
    this.clock = clock;
    this.retention = retention;
    this.backoff = backoff;
  }

  /**
   * A change that is in the log.
   *
   * @param conversation as it is now; empty if the caller is no member any more
   * @param audience whom to tell of the entry: the devices of the members and of those who went by it, without the calling
   *          one
   */
  public record Outcome(Entry.Membership entry, Optional<Conversation> conversation, List<Device> audience) {}

  /**
   * Makes the change. Asking for the same one again, with the same signature and at whatever time, changes nothing and gets
   * the same entry.
   *
   * @throws app.culver.core.refusal.RefusedException if the change is not in the log; when it says that the service is busy,
   *           it may be all the same
   */
  public Outcome change(Caller caller, ConversationId id, ChangeRequest request) {
    Pending<List<Device>> own = Pending.start(() -> devices.of(caller.account()));
    Pending<Optional<Conversation>> found = Pending.start(() -> conversations.find(id));
    Pending<Optional<Mark>> newest = Pending.start(() -> log.newest(id));

    Device device = OwnDevice.in(own.get(), caller);
    Conversation conversation = found.get().orElseThrow(() -> new NotFound().exception());
    Optional<Mark> end = newest.get();
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      // Before every check: what was accepted stays accepted, whatever has changed since.
      Optional<Entry.Membership> earlier = earlier(caller, conversation, request);
      if (earlier.isPresent()) {
        return outcome(caller, conversation, earlier.get(), memberships.goneBy(id, earlier.get()));
      }
      Change change = prepare(caller, device, conversation, request, end);
      switch (memberships.change(change, change.entry().time().plus(retention))) {
        case DONE -> {
          return outcome(caller, change.after(), change.entry(), change.going());
        }
        case OUTDATED -> conversation = conversations.find(id).orElseThrow(() -> new NotFound().exception());
        case RACED -> {
          if (attempt == ATTEMPTS_BEFORE_HOLDING) {
            memberships.hold(id, clock.instant().plus(Conversation.LONGEST_HOLD));
          }
          backoff.await(attempt);
          end = log.newest(id);
        }
      }
    }
    throw new Busy().exception();
  }

  /** The entry that an earlier attempt has made. */
  private Optional<Entry.Membership> earlier(Caller caller, Conversation conversation, ChangeRequest request) {
    if (request.after() >= conversation.change() || !wasMember(caller, conversation, request.after())) {
      return Optional.empty();
    }
    return new PastChanges(log).next(conversation.id(), request.after(), conversation.change())
        .filter(entry -> entry.device().equals(caller.device()) && entry.signature().equals(request.signature()));
  }

  /** Whether the account was a member when there was this change: nobody else's requests search the log. */
  private boolean wasMember(Caller caller, Conversation conversation, long change) {
    return conversation.member(caller.account()).filter(member -> member.joined() <= change).isPresent()
        || memberships.departure(caller.account(), conversation.id()).filter(former -> former.left() > change)
            .isPresent();
  }

  private Change prepare(Caller caller, Device device, Conversation conversation, ChangeRequest request,
      Optional<Mark> newest) {
    OwnConversation.in(Optional.of(conversation), caller);
    if (conversation.kind() != ConversationKind.GROUP) {
      throw InvalidRequest.at("/conversation", "must be a group").exception();
    }
    if (request.after() != conversation.change()) {
      throw new MembershipChanged(conversation.change()).exception();
    }
    if (!device.signingKey().verifies(request.signature(),
        request.change().signed(conversation.id(), request.after()))) {
      throw InvalidRequest.at("/signature", "must be the calling device's, over this change of this group").exception();
    }
    long seq = Math.max(newest.map(Mark::seq).orElse(0L), conversation.reached()) + 1;
    List<Member> members = Rules.change(conversation.members(), caller.account(), request.change(), seq);
    if (request.change() instanceof Added added) {
      members = newcomers.admit(caller, members, added.members(), "/change/members");
    }
    Conversation after = conversation.changed(members, seq);
    Entry.Membership entry = new Entry.Membership(seq, clock.instant(), caller.account(), caller.device(),
        request.after(), request.change(), request.signature());
    return new Change(after, entry, without(after, conversation), without(conversation, after));
  }

  /** Those who know themselves to be members here and not there. */
  private static List<AccountId> without(Conversation here, Conversation there) {
    return here.readers(Long.MAX_VALUE).stream().map(Member::account)
        .filter(account -> there.member(account).isEmpty()).toList();
  }

  /** Read after the write: a device that connects later finds the entry by its first sync. */
  private Outcome outcome(Caller caller, Conversation now, Entry.Membership entry, List<AccountId> gone) {
    List<AccountId> readers = new ArrayList<>(now.readers(entry.seq()).stream().map(Member::account).toList());
    readers.addAll(gone);
    return new Outcome(entry, Optional.of(now).filter(there -> there.member(caller.account()).isPresent()),
        new MemberDevices(devices).othersOf(readers, caller));
  }
}
