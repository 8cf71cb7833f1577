package app.culver.client.crypto;

import app.culver.client.Role;
import app.culver.client.identifier.AccountId;
import java.util.List;

/** A change of a group's members, its beginning included, as it is signed. */
public sealed interface MembershipChange {

  /** Someone who becomes a member. @param role as on the wire, since newer roles are signed, too */
  record NewMember(AccountId account, String role) {
    public Role rank() {
      return Role.of(role);
    }
  }

  /** The group begins. */
  record Created(List<NewMember> members) implements MembershipChange {}

  /** These become members. */
  record Added(List<NewMember> members) implements MembershipChange {}

  /** These are members no more. */
  record Removed(List<AccountId> accounts) implements MembershipChange {}

  /** Whoever signs it is a member no more. */
  record Left() implements MembershipChange {}

  /** A member gets another role. */
  record RoleGiven(AccountId account, String role) implements MembershipChange {}
}
