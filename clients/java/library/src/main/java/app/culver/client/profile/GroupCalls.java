package app.culver.client.profile;

import app.culver.client.Content;
import app.culver.client.Role;
import app.culver.client.group.Groups;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.wire.Limits;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Changes of groups that may take more than one request. */
final class GroupCalls {
  private final Parts parts;
  private final Calls calls;

  GroupCalls(Parts parts, Calls calls) {
    this.parts = parts;
    this.calls = calls;
  }

  ConversationId create(Content.Titled title, Collection<AccountId> members) {
    var titled = Groups.checked(title);
    var self = calls.now(parts.session::required).account();
    var others = members.stream().distinct().filter(member -> !member.equals(self)).sorted().toList();
    // The creator is one of those that a request names.
    var first = others.subList(0, Math.min(Limits.ACCOUNTS_OF_A_CHANGE - 1, others.size()));
    var group = calls.await(() -> parts.groups.create(titled, first));
    add(group, others.subList(first.size(), others.size()), Role.MEMBER);
    return group;
  }

  void add(ConversationId group, Collection<AccountId> accounts, Role role) {
    inParts(accounts, some -> parts.groups.add(group, some, role));
  }

  void remove(ConversationId group, Collection<AccountId> accounts) {
    inParts(accounts, some -> parts.groups.remove(group, some));
  }

  private <T> void inParts(Collection<AccountId> accounts, Function<List<AccountId>, CompletableFuture<T>> change) {
    var all = accounts.stream().distinct().sorted().toList();
    for (var from = 0; from < all.size(); from += Limits.ACCOUNTS_OF_A_CHANGE) {
      var some = all.subList(from, Math.min(from + Limits.ACCOUNTS_OF_A_CHANGE, all.size()));
      calls.await(() -> change.apply(some));
    }
  }
}
