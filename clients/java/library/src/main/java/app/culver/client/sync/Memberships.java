package app.culver.client.sync;

import app.culver.client.Content;
import app.culver.client.Event;
import app.culver.client.Role;
import app.culver.client.crypto.GroupConversation;
import app.culver.client.crypto.MembershipChange;
import app.culver.client.crypto.MembershipChange.Added;
import app.culver.client.crypto.MembershipChange.Created;
import app.culver.client.crypto.MembershipChange.NewMember;
import app.culver.client.crypto.MembershipChange.Removed;
import app.culver.client.crypto.MembershipChange.RoleGiven;
import app.culver.client.crypto.P256PublicKey;
import app.culver.client.history.Update;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.membership.NotFollowingException;
import app.culver.client.membership.Roster;
import app.culver.client.membership.Seen;
import app.culver.client.membership.Standing;
import app.culver.client.people.People;
import app.culver.client.session.Session;
import app.culver.client.wire.Entry;
import app.culver.client.wire.MessageContent.Told;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Follows the changes of groups' members, from one entry to the next. */
final class Memberships {
  private final Conversations conversations;
  private final People people;
  private final Session session;
  private final Consumer<Event> events;
  /** What the server says of groups that cannot be followed from their beginning. */
  private final Map<ConversationId, Roster> claims = new HashMap<>();

  Memberships(Conversations conversations, People people, Session session, Consumer<Event> events) {
    this.conversations = conversations;
    this.people = people;
    this.session = session;
    this.events = events;
  }

  /** Asks the server who the members are, if that does not follow from these entries and what is known before them. */
  CompletableFuture<Void> prepare(ConversationId group, Standing standing, long cursor, List<Arrival> run) {
    var begun = standing.begun();
    var last = cursor;
    for (var arrival : run) {
      if (isBroken(arrival, begun, last)) {
        return conversations.members(group).thenAccept(roster -> claims.put(group, roster));
      }
      begun = true;
      last = arrival.seq();
    }
    return CompletableFuture.completedFuture(null);
  }

  private boolean isBroken(Arrival arrival, boolean begun, long last) {
    var change = change(arrival);
    return !begun && !(change.orElse(null) instanceof Created) || begun && arrival.seq() > last + 1
        || arrival instanceof Arrival.Emptied || addsSelf(arrival);
  }

  /** Whether an arrival makes this account a member. */
  boolean addsSelf(Arrival arrival) {
    return change(arrival).filter(change -> Standing.adds(change, session.required().account())).isPresent();
  }

  private static Optional<MembershipChange> change(Arrival arrival) {
    return arrival instanceof Arrival.Logged logged && logged.entry() instanceof Entry.Changed changed
        ? Optional.of(changed.change())
        : Optional.empty();
  }

  /** Goes on with what the server says, if changes before this arrival were missed. */
  void before(ConversationId group, Arrival arrival, Update update) {
    update.standing().filter(standing -> isBroken(arrival, standing.begun(), update.cursor()))
        .filter(standing -> claims.containsKey(group))
        .ifPresent(standing -> update.standing(standing.claimed(claims.get(group))));
  }

  /** Follows a change. @param key of its device; empty if its sender has no such device */
  Content changed(ConversationId group, Entry.Changed entry, Optional<P256PublicKey> key, Update update) {
    if (update.standing().isEmpty()) {
      return refused(group, entry, "it changes the members of a direct conversation");
    }
    if (key.isEmpty()) {
      return refused(group, entry, "its sender has no such device");
    }
    if (!GroupConversation.verify(key.get(), group, entry.after(), entry.change(), entry.signature())) {
      return refused(group, entry, "its signature is not its sender's");
    }
    try {
      var seen = new Seen(entry.seq(), entry.after(), entry.sender(), entry.change());
      settle(group, update.standing().get().changed(seen, session.required().account()), update);
      return content(entry.change());
    } catch (NotFollowingException reason) {
      return refused(group, entry, reason.getMessage());
    }
  }

  private Content refused(ConversationId group, Entry.Changed entry, String reason) {
    distrust("the change of members at " + entry.seq() + " of conversation " + group + " is refused: " + reason);
    return new Content.Refused(reason);
  }

  /** Whether somebody is a member by a change who was none before. */
  static boolean makesMember(MembershipChange change, AccountId account) {
    return change instanceof Created created && accounts(created.members()).contains(account)
        || change instanceof Added added && accounts(added.members()).contains(account);
  }

  private static Content content(MembershipChange change) {
    if (change instanceof Created created) {
      return new Content.Created(accounts(created.members()));
    }
    if (change instanceof Added added) {
      return new Content.MembersAdded(accounts(added.members()));
    }
    if (change instanceof Removed removed) {
      return new Content.MembersRemoved(removed.accounts());
    }
    return change instanceof RoleGiven given
        ? new Content.RoleChanged(given.account(), Role.of(given.role()))
        : new Content.MemberLeft();
  }

  private static List<AccountId> accounts(List<NewMember> members) {
    return members.stream().map(NewMember::account).toList();
  }

  /** A member told who the members are. */
  void told(ConversationId group, AccountId sender, Told told, Update update) {
    var standing = update.standing().orElseThrow();
    var roster = Roster.of(told.change(), told.members());
    if (standing.proven().filter(own -> own.change() == roster.change() && !own.equals(roster)).isPresent()) {
      distrust("member " + sender + " of group " + group + " knows other members than this device");
    } else if (isTrusted(sender, standing)) {
      try {
        settle(group, standing.told(roster), update);
      } catch (NotFollowingException reason) {
        distrust("what changed in group " + group + " does not follow from what a member told: " + reason.getMessage());
      }
    }
  }

  private boolean isTrusted(AccountId sender, Standing standing) {
    return sender.equals(session.required().account()) || standing.addedBy().equals(Optional.of(sender))
        || people.isVerified(sender);
  }

  private void settle(ConversationId group, Standing standing, Update update) {
    if (standing.isContradicted()) {
      distrust("the server names other members of group " + group + " than those who follow from the signed changes");
    }
    update.standing(standing.settled());
  }

  private void distrust(String what) {
    events.accept(new Event.Distrust(what));
  }
}
