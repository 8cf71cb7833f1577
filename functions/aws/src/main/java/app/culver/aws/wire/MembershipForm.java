package app.culver.aws.wire;

import app.culver.core.identifier.AccountId;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.MembershipChange;
import app.culver.core.membership.NewMember;
import app.culver.core.membership.Role;
import java.util.List;

/** A change of the membership on the wire: {@code created-direct.json}, {@code change-added.json} and so on. */
public sealed interface MembershipForm {
  /** {@code created-direct.json}. */
  record DirectCreated(String type, ConversationKind kind, List<AccountId> members) implements MembershipForm {}

  /** {@code created-group.json}. */
  record GroupCreated(String type, ConversationKind kind, List<NewMember> members) implements MembershipForm {}

  /** {@code change-added.json}. */
  record Added(String type, List<NewMember> members) implements MembershipForm {}

  /** {@code change-removed.json}. */
  record Removed(String type, List<AccountId> accounts) implements MembershipForm {}

  /** {@code change-left.json}. */
  record Left(String type) implements MembershipForm {}

  /** {@code change-role.json}. */
  record RoleChanged(String type, AccountId account, Role role) implements MembershipForm {}

  static MembershipForm of(MembershipChange change) {
    String type = change.type();
    return switch (change) {
      case MembershipChange.DirectCreated(var accounts) -> new DirectCreated(type, ConversationKind.DIRECT, accounts);
      case MembershipChange.GroupCreated(var members) -> new GroupCreated(type, ConversationKind.GROUP, members);
      case MembershipChange.Added(var members) -> new Added(type, members);
      case MembershipChange.Removed(var accounts) -> new Removed(type, accounts);
      case MembershipChange.Left() -> new Left(type);
      case MembershipChange.RoleChanged(var account, var role) -> new RoleChanged(type, account, role);
    };
  }
}
