package app.culver.core.membership;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.Identifier;
import app.culver.core.membership.MembershipChange.Added;
import app.culver.core.membership.MembershipChange.GroupCreated;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.MembershipChange.OfGroup;
import app.culver.core.membership.MembershipChange.Removed;
import app.culver.core.membership.MembershipChange.RoleChanged;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.Refusal.GroupFull;
import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.Refusal.LastOwner;
import app.culver.core.refusal.Refusal.NotAllowed;
import app.culver.core.refusal.Refusal.NotFound;
import app.culver.core.refusal.RefusedException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may change a group's members, and who they are then. A group that has members has an owner, and never more than
 * {@link #MOST_MEMBERS}.
 *
 * <p>An owner may do everything. An admin may add plain members and remove plain members. Everybody may leave. Clients
 * follow the same rules (contract/README.md, "Groups") and believe no entry that does not.
 */
public final class Rules {
  /** How many members a group may have. */
  public static final int MOST_MEMBERS = 250;

  private final Map<AccountId, Member> members = new HashMap<>();
  private final Member actor;
  private final long seq;

  private Rules(List<Member> members, AccountId actor, long seq) {
    members.forEach(member -> this.members.put(member.account(), member));
    this.actor = this.members.get(actor);
    this.seq = seq;
  }

  /**
   * The members of a group that begins.
   *
   * @throws RefusedException if the creator is not one of them, or not as owner
   */
  public static List<Member> begin(AccountId creator, GroupCreated created) {
    if (!created.members().contains(new NewMember(creator, Role.OWNER))) {
      throw InvalidRequest.at("/members", "must have the calling account as owner").exception();
    }
    return created.members().stream().map(member -> new Member(member.account(), member.role(), 1)).toList();
  }

  /**
   * The members after a change, in the text order of their ids.
   *
   * @param members those before it
   * @param actor who makes it
   * @param seq the entry that it becomes
   * @throws RefusedException if the rules do not allow it; a pointer leads into the request, in which the change stands as
   *           {@code change}
   */
  public static List<Member> change(List<Member> members, AccountId actor, OfGroup change, long seq) {
    Rules rules = new Rules(members, actor, seq);
    require(rules.actor != null, new NotFound());
    switch (change) {
      case Added added -> rules.add(added);
      case Removed removed -> rules.remove(removed);
      case Left _ -> rules.members.remove(actor);
      case RoleChanged changed -> rules.giveRole(changed);
    }
    return rules.outcome();
  }

  private void add(Added added) {
    require(added.members().stream().allMatch(member -> mayHandle(member.role())), new NotAllowed());
    for (int i = 0; i < added.members().size(); i++) {
      NewMember member = added.members().get(i);
      require(!members.containsKey(member.account()),
          InvalidRequest.at("/change/members/" + i + "/account", "is a member already"));
      members.put(member.account(), new Member(member.account(), member.role(), seq));
    }
    require(members.size() <= MOST_MEMBERS, new GroupFull(MOST_MEMBERS));
  }

  private void remove(Removed removed) {
    require(mayHandle(Role.MEMBER), new NotAllowed());
    for (int i = 0; i < removed.accounts().size(); i++) {
      AccountId account = removed.accounts().get(i);
      String pointer = "/change/accounts/" + i;
      require(!account.equals(actor.account()), InvalidRequest.at(pointer, "must be another: who goes, leaves"));
      require(members.containsKey(account), InvalidRequest.at(pointer, "is no member"));
      require(mayHandle(members.remove(account).role()), new NotAllowed());
    }
  }

  private void giveRole(RoleChanged changed) {
    require(actor.role() == Role.OWNER, new NotAllowed());
    Member member = members.get(changed.account());
    require(member != null, InvalidRequest.at("/change/account", "is no member"));
    require(member.role() != changed.role(), InvalidRequest.at("/change/role", "must be another than the member has"));
    members.put(member.account(), member.as(changed.role()));
  }

  /** Whether the actor may add and remove members of this role. */
  private boolean mayHandle(Role role) {
    return switch (actor.role()) {
      case OWNER -> true;
      case ADMIN -> role == Role.MEMBER;
      case MEMBER -> false;
    };
  }

  private List<Member> outcome() {
    require(members.isEmpty() || members.values().stream().anyMatch(member -> member.role() == Role.OWNER),
        new LastOwner());
    return members.values().stream().sorted(Comparator.comparing(Member::account, Identifier.TEXT_ORDER)).toList();
  }

  private static void require(boolean holds, Refusal otherwise) {
    if (!holds) {
      throw otherwise.exception();
    }
  }
}
