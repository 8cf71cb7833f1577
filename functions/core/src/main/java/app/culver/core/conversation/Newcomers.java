package app.culver.core.conversation;

import app.culver.core.concurrent.Pending;
import app.culver.core.device.Caller;
import app.culver.core.identifier.AccountId;
import app.culver.core.membership.Member;
import app.culver.core.membership.NewMember;
import app.culver.core.refusal.Refusal.NotFound;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Those whom somebody wants to have in a group: all of them have to exist, and who blocks that one is not to know. */
public final class Newcomers {
  private final Predicate<AccountId> accounts;
  private final Blocks blocks;

  /** @param accounts whether an account exists */
  public Newcomers(Predicate<AccountId> accounts, Blocks blocks) {
    this.accounts = accounts;
    this.blocks = blocks;
  }

  private record Looked(AccountId account, Pending<Boolean> exists, Pending<Boolean> blocks) {}

  /**
   * Looks at all of them side by side, and hides those of the members who are not to know.
   *
   * @param members of the group as it will be
   * @param pointer where the list of newcomers stands in the request
   * @throws app.culver.core.refusal.RefusedException naming the first one who does not exist
   */
  List<Member> admit(Caller caller, List<Member> members, List<NewMember> newcomers, String pointer) {
    List<Looked> looked = newcomers.stream().map(newcomer -> look(caller.account(), newcomer.account())).toList();
    Set<AccountId> hidden = new HashSet<>();
    for (int i = 0; i < looked.size(); i++) {
      if (!looked.get(i).exists().get()) {
        throw NotFound.at(pointer + "/" + i + "/account").exception();
      }
      if (looked.get(i).blocks().get()) {
        hidden.add(looked.get(i).account());
      }
    }
    return members.stream().map(member -> hidden.contains(member.account()) ? member.hide() : member).toList();
  }

  private Looked look(AccountId by, AccountId newcomer) {
    boolean self = newcomer.equals(by);
    return new Looked(newcomer, Pending.start(() -> self || accounts.test(newcomer)),
        Pending.start(() -> !self && blocks.stands(newcomer, by)));
  }
}
