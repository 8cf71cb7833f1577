package app.culver.client.membership;

import app.culver.client.Role;
import app.culver.client.crypto.MembershipChange;
import app.culver.client.crypto.MembershipChange.Created;
import app.culver.client.crypto.MembershipChange.NewMember;
import app.culver.client.identifier.AccountId;
import app.culver.client.wire.ChangeJson;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A group's members after a change.
 *
 * @param change the change, by its number in the log
 * @param roles as on the wire
 */
public record Roster(long change, Map<AccountId, String> roles) {

  public Roster {
    roles = new TreeMap<>(roles);
  }

  /** The members that somebody names. */
  public static Roster of(long change, List<NewMember> members) {
    var roles = new TreeMap<AccountId, String>();
    members.forEach(member -> roles.put(member.account(), member.role()));
    return new Roster(change, roles);
  }

  /** The members of a group that begins. @throws NotFollowingException if it cannot begin so */
  static Roster begin(long seq, AccountId sender, Created created) {
    return new Roster(seq, Rules.begin(sender, created));
  }

  /**
   * The members after the next change.
   *
   * @param after the change that it was signed over
   * @throws NotFollowingException if that is another one than this, or the rules do not allow it
   */
  Roster next(long seq, long after, AccountId sender, MembershipChange change) {
    if (after != this.change) {
      throw new NotFollowingException("it was made over change " + after + ", and the last one was " + this.change);
    }
    return new Roster(seq, Rules.apply(roles, sender, change));
  }

  /** Whether the rules allow a change now. */
  public boolean allows(AccountId sender, MembershipChange change) {
    try {
      Rules.apply(roles, sender, change);
      return true;
    } catch (NotFollowingException notAllowed) {
      return false;
    }
  }

  public boolean has(AccountId account) {
    return roles.containsKey(account);
  }

  /** What a member may do; empty for others. */
  public Optional<Role> role(AccountId account) {
    return Optional.ofNullable(roles.get(account)).map(Role::of);
  }

  public List<AccountId> accounts() {
    return List.copyOf(roles.keySet());
  }

  public List<NewMember> members() {
    return roles.entrySet().stream().map(each -> new NewMember(each.getKey(), each.getValue())).toList();
  }

  ObjectNode write() {
    return ChangeJson.members(Json.object().put("change", change), members());
  }

  static Roster read(JsonNode json) {
    return of(Json.integer(json, "change"), ChangeJson.members(json));
  }
}
