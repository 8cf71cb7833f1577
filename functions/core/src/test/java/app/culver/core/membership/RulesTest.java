package app.culver.core.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.core.identifier.AccountId;
import app.culver.core.membership.MembershipChange.Added;
import app.culver.core.membership.MembershipChange.GroupCreated;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.MembershipChange.OfGroup;
import app.culver.core.membership.MembershipChange.Removed;
import app.culver.core.membership.MembershipChange.RoleChanged;
import app.culver.core.memory.Samples;
import app.culver.core.refusal.FaultException;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.Refusal.GroupFull;
import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.Refusal.LastOwner;
import app.culver.core.refusal.Refusal.NotAllowed;
import app.culver.core.refusal.Refusal.NotFound;
import app.culver.core.refusal.RefusedException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final AccountId OLGA = Samples.account(1);
  private static final AccountId ADAM = Samples.account(2);
  private static final AccountId MIA = Samples.account(3);
  private static final AccountId MAX = Samples.account(4);
  private static final AccountId NINA = Samples.account(5);

  /** An owner, an admin and two members. */
  private static final List<Member> GROUP = List.of(new Member(OLGA, Role.OWNER, 1), new Member(ADAM, Role.ADMIN, 1),
      new Member(MIA, Role.MEMBER, 1), new Member(MAX, Role.MEMBER, 2));

  private static List<Member> change(AccountId actor, OfGroup change) {
    return Rules.change(GROUP, actor, change, 9);
  }

  private static Refusal refusal(AccountId actor, OfGroup change) {
    return refusal(() -> change(actor, change));
  }

  private static Refusal refusal(Supplier<?> attempt) {
    return catchThrowableOfType(RefusedException.class, attempt::get).refusal();
  }

  private static String pointer(Refusal refusal) {
    return ((InvalidRequest) refusal).faults().getFirst().pointer();
  }

  private static OfGroup add(AccountId account, Role role) {
    return new Added(List.of(new NewMember(account, role)));
  }

  private static OfGroup remove(AccountId... accounts) {
    return new Removed(List.of(accounts));
  }

  @Test
  void anOwnerAddsAsAnyRoleAndAnAdminAsMember() {
    assertThat(change(OLGA, add(NINA, Role.OWNER))).contains(new Member(NINA, Role.OWNER, 9));
    assertThat(change(ADAM, add(NINA, Role.MEMBER))).contains(new Member(NINA, Role.MEMBER, 9));

    assertThat(refusal(ADAM, add(NINA, Role.ADMIN))).isEqualTo(new NotAllowed());
    assertThat(refusal(MIA, add(NINA, Role.MEMBER))).isEqualTo(new NotAllowed());
  }

  @Test
  void anOwnerRemovesAnybodyAndAnAdminPlainMembers() {
    assertThat(change(OLGA, remove(ADAM, MIA))).extracting(Member::account).containsExactly(OLGA, MAX);
    assertThat(change(ADAM, remove(MIA, MAX))).extracting(Member::account).containsExactly(OLGA, ADAM);

    assertThat(refusal(ADAM, remove(OLGA))).isEqualTo(new NotAllowed());
    assertThat(refusal(MIA, remove(MAX))).isEqualTo(new NotAllowed());
  }

  @Test
  void anAdminRemovesNoOtherAdmin() {
    List<Member> two = List.of(GROUP.get(0), GROUP.get(1), new Member(MIA, Role.ADMIN, 1));

    assertThat(refusal(() -> Rules.change(two, ADAM, remove(MIA), 9))).isEqualTo(new NotAllowed());
  }

  @Test
  void onlyAnOwnerGivesRoles() {
    assertThat(change(OLGA, new RoleChanged(MIA, Role.OWNER))).contains(new Member(MIA, Role.OWNER, 1));
    assertThat(refusal(ADAM, new RoleChanged(MIA, Role.ADMIN))).isEqualTo(new NotAllowed());
    assertThat(refusal(MIA, new RoleChanged(MIA, Role.OWNER))).isEqualTo(new NotAllowed());
  }

  @Test
  void everybodyLeavesButTheLastOwner() {
    assertThat(change(MIA, new Left())).extracting(Member::account).containsExactly(OLGA, ADAM, MAX);
    assertThat(change(ADAM, new Left())).extracting(Member::account).containsExactly(OLGA, MIA, MAX);
    assertThat(refusal(OLGA, new Left())).isEqualTo(new LastOwner());
    assertThat(refusal(OLGA, new RoleChanged(OLGA, Role.ADMIN))).isEqualTo(new LastOwner());
  }

  @Test
  void anOwnerAmongSeveralMayGoBecomeLessOrBeRemoved() {
    List<Member> two = change(OLGA, new RoleChanged(ADAM, Role.OWNER));

    assertThat(Rules.change(two, OLGA, new Left(), 10)).hasSize(3);
    assertThat(Rules.change(two, OLGA, new RoleChanged(OLGA, Role.MEMBER), 10)).hasSize(4);
    assertThat(Rules.change(two, ADAM, remove(OLGA), 10)).hasSize(3);
  }

  @Test
  void whoIsAloneMayLeaveAndTheGroupIsOver() {
    assertThat(Rules.change(List.of(GROUP.getFirst()), OLGA, new Left(), 9)).isEmpty();
  }

  @Test
  void whoIsNoMemberFindsNothing() {
    for (OfGroup change : List.of(add(NINA, Role.MEMBER), remove(MIA), new Left(), new RoleChanged(MIA, Role.ADMIN))) {
      assertThat(refusal(NINA, change)).isEqualTo(new NotFound());
    }
  }

  @Test
  void whatDoesNotSuitTheMembersIsRefusedAtItsPlace() {
    assertThat(pointer(refusal(OLGA,
        new Added(List.of(new NewMember(MAX, Role.MEMBER), new NewMember(NINA, Role.MEMBER))))))
        .isEqualTo("/change/members/0/account");
    assertThat(pointer(refusal(OLGA, remove(MAX, NINA)))).isEqualTo("/change/accounts/1");
    assertThat(pointer(refusal(OLGA, remove(OLGA)))).isEqualTo("/change/accounts/0");
    assertThat(pointer(refusal(OLGA, new RoleChanged(NINA, Role.ADMIN)))).isEqualTo("/change/account");
    assertThat(pointer(refusal(OLGA, new RoleChanged(MIA, Role.MEMBER)))).isEqualTo("/change/role");
  }

  @Test
  void aGroupHasTwoHundredAndFiftyMembersAtMost() {
    List<Member> full = IntStream.rangeClosed(1, 250)
        .mapToObj(i -> new Member(Samples.account(i), i == 1 ? Role.OWNER : Role.MEMBER, 1)).toList();

    assertThat(refusal(() -> Rules.change(full, OLGA, add(Samples.account(251), Role.MEMBER), 9)))
        .isEqualTo(new GroupFull(250));
    assertThat(Rules.change(full.subList(0, 249), OLGA, add(Samples.account(251), Role.MEMBER), 9)).hasSize(250);
  }

  @Test
  void whoCreatesAGroupIsOneOfItsOwners() {
    assertThat(Rules.begin(OLGA, new GroupCreated(List.of(new NewMember(OLGA, Role.OWNER)))))
        .containsExactly(new Member(OLGA, Role.OWNER, 1));
    assertThat(pointer(refusal(() -> Rules.begin(OLGA, new GroupCreated(List.of(new NewMember(OLGA, Role.ADMIN)))))))
        .isEqualTo("/members");
    assertThat(pointer(refusal(() -> Rules.begin(OLGA, new GroupCreated(List.of(new NewMember(ADAM, Role.OWNER)))))))
        .isEqualTo("/members");
  }

  @Test
  void aChangeTouchesOneToFortyAccountsInOrderAndEachOnce() {
    List<AccountId> many = IntStream.rangeClosed(1, 41).mapToObj(Samples::account)
        .sorted(Comparator.comparing(AccountId::value)).toList();
    assertThat(fault(() -> new Removed(List.of()))).isEqualTo("/accounts");
    assertThat(fault(() -> new Removed(many))).isEqualTo("/accounts");
    assertThat(fault(() -> new Removed(List.of(MIA, ADAM)))).isEqualTo("/accounts/1");
    assertThat(fault(() -> new Removed(List.of(MIA, MIA)))).isEqualTo("/accounts/1");
    assertThat(fault(() -> new Added(List.of()))).isEqualTo("/members");
    assertThat(fault(() -> new GroupCreated(
        List.of(new NewMember(MIA, Role.OWNER), new NewMember(ADAM, Role.MEMBER))))).isEqualTo("/members/1");
  }

  private static String fault(Supplier<?> attempt) {
    return catchThrowableOfType(FaultException.class, attempt::get).pointer();
  }
}
