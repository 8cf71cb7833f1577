package app.culver.client.group;

import app.culver.client.Role;
import app.culver.client.crypto.MembershipChange;
import app.culver.client.crypto.MembershipChange.Added;
import app.culver.client.crypto.MembershipChange.Left;
import app.culver.client.crypto.MembershipChange.NewMember;
import app.culver.client.crypto.MembershipChange.Removed;
import app.culver.client.crypto.MembershipChange.RoleGiven;
import app.culver.client.identifier.AccountId;
import app.culver.client.membership.Roster;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a person wants of a group's members, whatever others change meanwhile. */
@FunctionalInterface
interface Wish {

  /** What has to be changed for it now; empty if it is so already. */
  Optional<MembershipChange> change(Roster now);

  static Wish toAdd(Collection<AccountId> accounts, Role role) {
    return now -> some(accounts.stream().filter(account -> !now.has(account)).sorted().distinct()
        .map(account -> new NewMember(account, role.wire())).toList()).map(Added::new);
  }

  static Wish toRemove(Collection<AccountId> accounts) {
    return now -> some(accounts.stream().filter(now::has).sorted().distinct().toList()).map(Removed::new);
  }

  static Wish toGive(AccountId account, Role role) {
    return now -> now.role(account).equals(Optional.of(role))
        ? Optional.empty()
        : Optional.of(new RoleGiven(account, role.wire()));
  }

  static Wish toLeave(AccountId self) {
    return now -> now.has(self) ? Optional.of(new Left()) : Optional.empty();
  }

  private static <T> Optional<List<T>> some(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list);
  }
}
