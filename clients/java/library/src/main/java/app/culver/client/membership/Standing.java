package app.culver.client.membership;

import app.culver.client.Conversation.Ended;
import app.culver.client.Role;
import app.culver.client.crypto.MembershipChange;
import app.culver.client.crypto.MembershipChange.Added;
import app.culver.client.crypto.MembershipChange.Created;
import app.culver.client.crypto.MembershipChange.Left;
import app.culver.client.crypto.MembershipChange.Removed;
import app.culver.client.identifier.AccountId;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What this device knows of a group's members.
 *
 * @param begun whether an entry of the log was applied; before, {@code claimed} is for show alone
 * @param proven the members as they follow from signed entries; empty while that is not known
 * @param claimed the members as the server says, until they are known to be those that were proven
 * @param seen the changes since the beginning, as long as nothing is proven
 * @param addedBy who added this account; empty if that was not seen
 * @param ended why this account is no member any more; empty while it is
 */
public record Standing(boolean begun, Optional<Roster> proven, Optional<Roster> claimed, List<Seen> seen,
    Optional<AccountId> addedBy, Optional<Ended> ended) {

  /** A group of which nothing was applied yet. @param claimed its members as the server lists them */
  public static Standing listed(Roster claimed) {
    return new Standing(false, Optional.empty(), Optional.of(claimed), List.of(), Optional.empty(), Optional.empty());
  }

  /** The members: those that are proven, or else those that the server says. */
  public Roster roster() {
    return proven.or(() -> claimed).orElseThrow();
  }

  /** The log begins anew, or what this device knew has come to an end. */
  public Standing anew() {
    return listed(roster());
  }

  /** Goes on with what the server says: changes were missed. Who has missed none keeps what is proven. */
  public Standing claimed(Roster claim) {
    return proven.isPresent() && ended.isEmpty() && claim.change() <= proven.get().change()
        ? this
        : new Standing(true, Optional.empty(), Optional.of(claim), List.of(), addedBy, Optional.empty());
  }

  /** This account is no member any more, and it is not known why. */
  public Standing gone() {
    return ended.isPresent() ? this : endedBy(Optional.empty());
  }

  private Standing endedBy(Optional<AccountId> by) {
    return new Standing(begun, proven, claimed, seen, addedBy, Optional.of(new Ended(by)));
  }

  /**
   * Whether someone may have been a member at an entry: while the server's list is newer than the entry, nobody can be
   * excluded by it.
   */
  public boolean mayHaveBeenMember(AccountId account, long seq) {
    return roster().has(account) || proven.isEmpty() && seq < roster().change();
  }

  /** Whether someone may have named the group at an entry. */
  public boolean mayHaveTitled(AccountId account, long seq) {
    return roster().role(account).map(role -> role != Role.MEMBER)
        .orElse(mayHaveBeenMember(account, seq));
  }

  /**
   * Follows a change whose signature was verified.
   *
   * @throws NotFollowingException if it does not follow from what is known
   */
  public Standing changed(Seen change, AccountId self) {
    var next = change.change() instanceof Created created ? begin(change, created) : follow(change);
    if (change.change() instanceof Left && change.sender().equals(self)
        || change.change() instanceof Removed removed && removed.accounts().contains(self)) {
      return next.endedBy(Optional.of(change.sender()));
    }
    return adds(change.change(), self) ? next.addedBy(change.sender()) : next;
  }

  /** Whether a change adds an account. */
  public static boolean adds(MembershipChange change, AccountId account) {
    return change instanceof Added added
        && added.members().stream().anyMatch(member -> member.account().equals(account));
  }

  private Standing addedBy(AccountId sender) {
    return new Standing(begun, proven, claimed, seen, Optional.of(sender), ended);
  }

  private Standing begin(Seen change, Created created) {
    if (begun || change.after() != 0) {
      throw new NotFollowingException("it begins a group that has begun");
    }
    return new Standing(true, Optional.of(Roster.begin(change.seq(), change.sender(), created)), Optional.empty(),
        List.of(), Optional.empty(), Optional.empty());
  }

  private Standing follow(Seen change) {
    if (proven.isPresent()) {
      var next = change.applyTo(proven.get());
      return new Standing(true, Optional.of(next), claimed, List.of(), addedBy, ended);
    }
    var claim = roster();
    var next = change.seq() > claim.change() ? change.applyTo(claim) : claim;
    return new Standing(true, proven, Optional.of(next), Stream.concat(seen.stream(), Stream.of(change)).toList(),
        addedBy, ended);
  }

  /**
   * A member whom one trusts tells the members after a change. If this device has seen that change, what follows from
   * there is proven.
   *
   * @throws NotFollowingException if what was seen since does not follow from there
   */
  public Standing told(Roster told) {
    if (proven.isPresent() || seen.stream().noneMatch(change -> change.seq() == told.change())) {
      return this;
    }
    var roster = told;
    for (var change : seen) {
      roster = change.seq() > told.change() ? change.applyTo(roster) : roster;
    }
    return new Standing(true, Optional.of(roster), claimed, List.of(), addedBy, ended);
  }

  /** Whether the server has named other members than those that are proven. */
  public boolean isContradicted() {
    return proven.isPresent() && claimed.isPresent() && claimed.get().change() <= proven.get().change()
        && !claimed.equals(proven);
  }

  /** Forgets what the server has said as soon as it is not needed any more. */
  public Standing settled() {
    return proven.isPresent() && claimed.isPresent() && claimed.get().change() <= proven.get().change()
        ? new Standing(begun, proven, Optional.empty(), seen, addedBy, ended)
        : this;
  }

  public ObjectNode write() {
    var json = Json.object().put("begun", begun);
    proven.ifPresent(roster -> json.set("proven", roster.write()));
    claimed.ifPresent(roster -> json.set("claimed", roster.write()));
    var changes = json.putArray("seen");
    seen.forEach(change -> changes.add(change.write()));
    addedBy.ifPresent(account -> json.put("addedBy", account.value()));
    ended.ifPresent(end -> {
      json.put("ended", true);
      end.by().ifPresent(account -> json.put("endedBy", account.value()));
    });
    return json;
  }

  public static Standing read(ObjectNode json) {
    var endedBy = Json.optionalText(json, "endedBy").map(AccountId::new);
    return new Standing(Json.truth(json, "begun"), Optional.ofNullable(json.get("proven")).map(Roster::read),
        Optional.ofNullable(json.get("claimed")).map(Roster::read), Json.list(json, "seen", Seen::read),
        Json.optionalText(json, "addedBy").map(AccountId::new),
        Json.has(json, "ended") ? Optional.of(new Ended(endedBy)) : Optional.empty());
  }
}
