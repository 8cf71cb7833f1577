package app.culver.core.conversation;

import app.culver.core.concurrent.Pending;
import app.culver.core.device.Caller;
import app.culver.core.identifier.AccountId;
import app.culver.core.membership.NewMember;
import app.culver.core.refusal.Refusal.NotFound;
import java.util.List;
import java.util.function.Predicate;

/** Those whom somebody wants to have in a group: all of them have to exist. */
public final class Newcomers {
  private final Predicate<AccountId> accounts;

  /** @param accounts whether an account exists */
  public Newcomers(Predicate<AccountId> accounts) {
    this.accounts = accounts;
  }

  /**
   * Looks at all of them side by side.
   *
   * @param pointer where the list stands in the request
   * @throws app.culver.core.refusal.RefusedException naming the first one who does not exist
   */
  void check(Caller caller, List<NewMember> members, String pointer) {
    List<Pending<Boolean>> existing = members.stream().map(NewMember::account)
        .map(account -> Pending.start(() -> account.equals(caller.account()) || accounts.test(account))).toList();
    for (int i = 0; i < existing.size(); i++) {
      if (!existing.get(i).get()) {
        throw NotFound.at(pointer + "/" + i + "/account").exception();
      }
    }
  }
}
