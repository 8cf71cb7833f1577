package app.culver.client.membership;

import app.culver.client.Role;
import app.culver.client.crypto.MembershipChange;
import app.culver.client.crypto.MembershipChange.Added;
import app.culver.client.crypto.MembershipChange.Created;
import app.culver.client.crypto.MembershipChange.NewMember;
import app.culver.client.crypto.MembershipChange.Removed;
import app.culver.client.crypto.MembershipChange.RoleGiven;
import app.culver.client.identifier.AccountId;
import app.culver.client.wire.Limits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who may change a group's members, and who they are then: the same rules as the server's. */
final class Rules {

  private final Map<AccountId, String> members;
  private final AccountId actor;

  private Rules(Map<AccountId, String> members, AccountId actor) {
    this.members = new TreeMap<>(members);
    this.actor = actor;
  }

  /** @throws NotFollowingException if a group cannot begin so */
  static Map<AccountId, String> begin(AccountId actor, Created created) {
    var rules = new Rules(Map.of(), actor);
    inOrder(created.members().stream().map(NewMember::account).toList());
    created.members().forEach(member -> rules.members.put(member.account(), member.role()));
    require(rules.isOwner(actor), "it was not begun by an owner");
    return rules.members;
  }

  /** @throws NotFollowingException if the change is not allowed */
  static Map<AccountId, String> apply(Map<AccountId, String> members, AccountId actor, MembershipChange change) {
    var rules = new Rules(members, actor);
    require(members.containsKey(actor), "it was made by someone who is no member");
    if (change instanceof Added added) {
      rules.add(added.members());
    } else if (change instanceof Removed removed) {
      rules.remove(removed.accounts());
    } else if (change instanceof RoleGiven given) {
      rules.give(given);
    } else {
      require(change instanceof MembershipChange.Left, "it begins a group that has begun");
      rules.members.remove(actor);
    }
    require(rules.members.isEmpty() || rules.members.keySet().stream().anyMatch(rules::isOwner),
        "it leaves the group without an owner");
    return rules.members;
  }

  private void add(List<NewMember> added) {
    inOrder(added.stream().map(NewMember::account).toList());
    for (var member : added) {
      require(mayHandle(member.rank()), "its sender may not add such members");
      require(members.put(member.account(), member.role()) == null, "it adds someone who is a member");
    }
    require(members.size() <= Limits.GROUP_MEMBERS, "it adds more members than a group may have");
  }

  private void remove(List<AccountId> removed) {
    inOrder(removed);
    for (var account : removed) {
      require(!account.equals(actor), "it removes its own sender");
      var role = members.get(account);
      require(role != null, "it removes someone who is no member");
      require(mayHandle(Role.of(role)), "its sender may not remove such members");
      members.remove(account);
    }
  }

  private void give(RoleGiven given) {
    require(isOwner(actor), "its sender may not give roles");
    var before = members.put(given.account(), given.role());
    require(before != null, "it gives a role to someone who is no member");
    require(!before.equals(given.role()), "it gives a role that the member has");
  }

  private boolean isOwner(AccountId account) {
    return members.containsKey(account) && Role.of(members.get(account)) == Role.OWNER;
  }

  private boolean mayHandle(Role role) {
    var own = Role.of(members.get(actor));
    return own == Role.OWNER || own == Role.ADMIN && role == Role.MEMBER;
  }

  private static void inOrder(List<AccountId> accounts) {
    require(!accounts.isEmpty() && accounts.size() <= Limits.ACCOUNTS_OF_A_CHANGE,
        "it names nobody, or too many at once");
    for (var i = 1; i < accounts.size(); i++) {
      require(accounts.get(i - 1).compareTo(accounts.get(i)) < 0, "it does not name accounts in order, each once");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new NotFollowingException(otherwise);
    }
  }
}
