package app.culver.core.conversation;

import app.culver.core.concurrent.Backoff;
import app.culver.core.concurrent.Pending;
import app.culver.core.concurrent.Races;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.OwnDevice;
import app.culver.core.identifier.AccountId;
import app.culver.core.log.Entry;
import app.culver.core.log.Log;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.membership.Role;
import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.Refusal.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Creates direct conversations. One is made once, whoever of the two asks, however often and at what time. */
public final class CreatingDirect {
  private final Devices devices;
  private final Predicate<AccountId> accounts;
  private final Conversations conversations;
  private final Memberships memberships;
  private final Log log;
  private final InstantSource clock;
  private final Duration retention;
  private final Races races;

  /**
   * @param accounts whether an account exists
   * @param retention how long entries are kept
   */
  public CreatingDirect(Devices devices, Predicate<AccountId> accounts, Conversations conversations,
      Memberships memberships,
      Log log, InstantSource clock, Duration retention, Backoff backoff) {
    this.devices = devices;
    this.accounts = accounts;
    this.conversations = conversations;
    this.memberships = memberships;
    this.log = log;
    this.clock = clock;
    this.retention = retention;
    this.races = new Races(backoff);
  }

  /**
   * The direct conversation of the caller and the member.
   *
   * @throws app.culver.core.refusal.RefusedException if it is not there yet and there is no such account, or the signature
   *           is not the calling device's
   */
  public Creation direct(Caller caller, NewConversation request) {
    DirectConversation direct = new DirectConversation(caller.account(), request.member());
    MemberDevices members = new MemberDevices(devices);
    Pending<List<Device>> own = members.start(caller.account());
    Pending<Boolean> exists = Pending.start(() -> accounts.test(request.member()));
    Pending<Optional<Conversation>> found = Pending.start(() -> conversations.find(direct.id()));

    Device device = OwnDevice.in(own.get(), caller);
    return races.win(found.get(), () -> conversations.find(direct.id()), there -> {
      if (there.isPresent()) {
        Optional<Entry> beginning = untold(caller, there.get());
        return Optional.of(new Creation(there.get(), false, beginning,
            beginning.isPresent() ? members.others(told(there.get(), caller), caller) : List.of()));
      }
      Conversation conversation = begin(caller, direct);
      Entry.Membership first = new Entry.Membership(conversation.change(), conversation.createdAt(), caller.account(),
          caller.device(), 0, direct.beginning(), request.signature());
      if (!device.signingKey().verifies(first.signature(), first.membership().signed(conversation.id(), 0))) {
        throw InvalidRequest.at("/signature", "must be the calling device's, over the beginning of this conversation")
            .exception();
      }
      if (!exists.get()) {
        throw new NotFound().exception();
      }
      if (!memberships.create(conversation, first, conversation.createdAt().plus(retention))) {
        return Optional.empty();
      }
      // A block may stand where there was no conversation, and is only read with one.
      Conversation made = conversations.find(direct.id()).orElse(conversation);
      return Optional
          .of(new Creation(conversation, true, Optional.of(first), members.others(told(made, caller), caller)));
    });
  }

  /** The members, without the one who blocks the caller. */
  private static List<Member> told(Conversation conversation, Caller caller) {
    return conversation.members().stream()
        .filter(member -> !conversation.hiddenFrom(caller.account()).equals(Optional.of(member.account()))).toList();
  }

  /**
   * The entry that begins the log, if the calling device made it and nothing is known to follow it. Then the call that made
   * it may have died before it told anybody; that it did tell, only costs the others a repetition.
   */
  private Optional<Entry> untold(Caller caller, Conversation there) {
    if (!there.createdBy().equals(caller.account()) || there.head().seq() > 1) {
      return Optional.empty();
    }
    return log.read(there.id(), 1, 1).entries().stream()
        .filter(first -> first.entry().seq() == 1 && first.entry().device().equals(caller.device()))
        .filter(first -> first.expires().isAfter(clock.instant())).map(Log.Stored::entry).findFirst();
  }

  private Conversation begin(Caller caller, DirectConversation direct) {
    Instant now = clock.instant();
    List<Member> members = direct.beginning().accounts().stream().map(account -> new Member(account, Role.MEMBER, 1))
        .toList();
    return new Conversation(direct.id(), ConversationKind.DIRECT, members, 1, now, caller.account(), new Head(1, now));
  }
}
