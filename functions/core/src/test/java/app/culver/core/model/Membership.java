package app.culver.core.model;

import static app.culver.core.model.Registry.require;

import app.culver.core.identifier.AccountId;
import app.culver.core.membership.Member;
import app.culver.core.membership.MembershipChange;
import app.culver.core.membership.MembershipChange.Added;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.MembershipChange.Removed;
import app.culver.core.membership.MembershipChange.RoleChanged;
import app.culver.core.membership.NewMember;
import app.culver.core.membership.Role;
import app.culver.core.refusal.Refusal;
import java.util.Map;

/** The rules of groups (contract/README.md, "Groups"), on a map of the members. */
final class Membership {
  private Membership() {}

  /** Changes the members, or refuses. */
  static void change(Map<AccountId, Member> members, AccountId actor, MembershipChange.OfGroup change, long seq) {
    Role role = members.get(actor).role();
    switch (change) {
      case Added(var added) -> {
        for (NewMember member : added) {
          require(may(role, member.role()), new Refusal.NotAllowed());
        }
        for (NewMember member : added) {
          require(!members.containsKey(member.account()),
              fault("/change/members/" + added.indexOf(member) + "/account"));
          members.put(member.account(), new Member(member.account(), member.role(), seq));
        }
      }
      case Removed(var removed) -> {
        require(role != Role.MEMBER, new Refusal.NotAllowed());
        for (AccountId account : removed) {
          require(!account.equals(actor) && members.containsKey(account),
              fault("/change/accounts/" + removed.indexOf(account)));
          require(may(role, members.remove(account).role()), new Refusal.NotAllowed());
        }
      }
      case Left() -> members.remove(actor);
      case RoleChanged(var account, var given) -> {
        require(role == Role.OWNER, new Refusal.NotAllowed());
        require(members.containsKey(account), fault("/change/account"));
        Member member = members.get(account);
        require(member.role() != given, fault("/change/role"));
        members.put(account, new Member(account, given, member.joined(), member.hidden()));
      }
    }
    require(members.isEmpty() || members.values().stream().anyMatch(member -> member.role() == Role.OWNER),
        new Refusal.LastOwner());
  }

  private static boolean may(Role role, Role other) {
    return role == Role.OWNER || role == Role.ADMIN && other == Role.MEMBER;
  }

  private static Refusal fault(String pointer) {
    return Refusal.InvalidRequest.at(pointer, "");
  }
}
