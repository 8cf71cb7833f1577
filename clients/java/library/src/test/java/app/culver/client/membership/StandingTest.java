package app.culver.client.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.client.Conversation.Ended;
import app.culver.client.Role;
import app.culver.client.crypto.MembershipChange;
import app.culver.client.crypto.MembershipChange.Added;
import app.culver.client.crypto.MembershipChange.Created;
import app.culver.client.crypto.MembershipChange.Left;
import app.culver.client.crypto.MembershipChange.NewMember;
import app.culver.client.crypto.MembershipChange.Removed;
import app.culver.client.crypto.MembershipChange.RoleGiven;
import app.culver.client.identifier.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists of members change as the signed entries and the rules say, and not otherwise. */
class StandingTest {
  private static final AccountId OWNER = account('A');
  private static final AccountId ADMIN = account('B');
  private static final AccountId MEMBER = account('C');
  private static final AccountId OTHER = account('D');
  private static final AccountId STRANGER = account('E');

  private static AccountId account(char letter) {
    return new AccountId(String.valueOf(letter).repeat(21) + "A");
  }

  private static NewMember as(AccountId account, String role) {
    return new NewMember(account, role);
  }

  private static Added added(AccountId account, String role) {
    return new Added(List.of(as(account, role)));
  }

  private static Removed removed(AccountId... accounts) {
    return new Removed(List.of(accounts));
  }

  private static Standing group() {
    return begin(new Created(List.of(as(OWNER, "owner"), as(ADMIN, "admin"), as(MEMBER, "member"))));
  }

  private static Standing begin(Created created) {
    return Standing.listed(Roster.of(9, List.of(as(STRANGER, "owner")))).changed(new Seen(1, 0, OWNER, created),
        MEMBER);
  }

  private static Standing after(AccountId sender, MembershipChange change) {
    return group().changed(new Seen(5, 1, sender, change), MEMBER);
  }

  private record Case(AccountId sender, MembershipChange change) {}

  static Stream<Case> refused() {
    return Stream.of(new Case(STRANGER, added(OTHER, "member")), new Case(MEMBER, added(OTHER, "member")),
        new Case(ADMIN, added(OTHER, "admin")), new Case(OWNER, added(MEMBER, "member")),
        new Case(OWNER, new Added(List.of(as(STRANGER, "member"), as(OTHER, "member")))),
        new Case(OWNER, new Added(List.of())), new Case(MEMBER, removed(ADMIN)), new Case(ADMIN, removed(OWNER)),
        new Case(OWNER, removed(OWNER)), new Case(OWNER, removed(STRANGER)), new Case(OWNER, new Left()),
        new Case(STRANGER, new Left()), new Case(ADMIN, new RoleGiven(MEMBER, "admin")),
        new Case(OWNER, new RoleGiven(OWNER, "member")), new Case(OWNER, new RoleGiven(MEMBER, "member")),
        new Case(OWNER, new RoleGiven(STRANGER, "member")),
        new Case(OWNER, new Created(List.of(as(OWNER, "owner")))));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatTheRulesDoNotAllowIsRefused(Case refused) {
    assertThatThrownBy(() -> after(refused.sender(), refused.change())).isInstanceOf(NotFollowingException.class);
  }

  @Test
  void whatTheyAllowIsFollowed() {
    assertThat(after(ADMIN, added(OTHER, "member")).roster().role(OTHER)).contains(Role.MEMBER);
    assertThat(after(OWNER, added(OTHER, "owner")).roster().role(OTHER)).contains(Role.OWNER);
    assertThat(after(OWNER, removed(ADMIN)).roster().accounts()).containsExactly(OWNER, MEMBER);
    assertThat(after(OWNER, new RoleGiven(MEMBER, "admin")).roster().role(MEMBER)).contains(Role.ADMIN);
    assertThat(after(ADMIN, new Left()).roster().accounts()).containsExactly(OWNER, MEMBER);
    assertThat(after(OWNER, added(OTHER, "captain")).roster().role(OTHER)).contains(Role.MEMBER);
  }

  @Test
  void aChangeOverAnotherStateOfTheGroupIsRefused() {
    assertThatThrownBy(() -> group().changed(new Seen(5, 2, OWNER, added(OTHER, "member")), MEMBER))
        .isInstanceOf(NotFollowingException.class);
  }

  @Test
  void nobodyBeginsAGroupOfOthers() {
    assertThatThrownBy(() -> begin(new Created(List.of(as(OWNER, "admin"), as(ADMIN, "owner")))))
        .isInstanceOf(NotFollowingException.class);
  }

  @Test
  void aGroupHasSoManyMembersAtMost() {
    var many = IntStream.range(0, 248).mapToObj(i -> as(new AccountId("Z%020dA".formatted(i)), "member")).toList();
    var standing = group();
    for (var from = 0; from < 240; from += 40) {
      standing = standing.changed(new Seen(2 + from, standing.roster().change(), OWNER,
          new Added(many.subList(from, from + 40))), MEMBER);
    }
    var full = standing.changed(new Seen(900, standing.roster().change(), OWNER, new Added(many.subList(240, 247))),
        MEMBER);
    assertThat(full.roster().accounts()).hasSize(250);
    assertThatThrownBy(() -> full.changed(new Seen(901, 900, OWNER, new Added(many.subList(247, 248))), MEMBER))
        .isInstanceOf(NotFollowingException.class);
  }

  @Test
  void whoIsRemovedIsToldByWhom() {
    assertThat(after(ADMIN, removed(MEMBER)).ended()).contains(new Ended(Optional.of(ADMIN)));
    assertThat(after(MEMBER, new Left()).ended()).contains(new Ended(Optional.of(MEMBER)));
    assertThat(after(OWNER, removed(ADMIN)).ended()).isEmpty();
  }

  /** Carol, who is added by the admin, after changes that she does not see. */
  private static Standing addedLate(AccountId... claimed) {
    var roles = Stream.of(claimed).map(account -> as(account, account.equals(OWNER) ? "owner" : "member")).toList();
    return Standing.listed(Roster.of(20, roles)).claimed(Roster.of(20, roles))
        .changed(new Seen(10, 7, OWNER, added(MEMBER, "member")), MEMBER);
  }

  private static Roster told(AccountId... members) {
    return Roster.of(10, Stream.of(members).map(each -> as(each, each.equals(OWNER) ? "owner" : "member")).toList());
  }

  @Test
  void whatTheServerSaysIsProvenByWhatAMemberTellsAndTheChangesSince() {
    var standing = addedLate(OWNER, MEMBER, OTHER);
    assertThat(standing.proven()).isEmpty();
    assertThat(standing.addedBy()).contains(OWNER);
    var proven = standing.told(told(OWNER, MEMBER));
    assertThat(proven.roster().accounts()).containsExactly(OWNER, MEMBER);
    var caughtUp = proven.changed(new Seen(20, 10, OWNER, added(OTHER, "member")), MEMBER);
    assertThat(caughtUp.isContradicted()).isFalse();
    assertThat(caughtUp.settled().claimed()).isEmpty();
  }

  @Test
  void aServerThatNamedOthersIsContradicted() {
    var proven = addedLate(OWNER, MEMBER, OTHER, STRANGER).told(told(OWNER, MEMBER));
    assertThat(proven.changed(new Seen(20, 10, OWNER, added(OTHER, "member")), MEMBER).isContradicted()).isTrue();
  }

  @Test
  void whatIsToldOfAChangeThatWasNotSeenProvesNothing() {
    assertThat(addedLate(OWNER, MEMBER).told(Roster.of(9, List.of(as(OWNER, "owner")))).proven()).isEmpty();
  }

  @Test
  void itComesBackAsItWasStored() {
    var standing = addedLate(OWNER, MEMBER, OTHER);
    assertThat(Standing.read(standing.write())).isEqualTo(standing);
    var ended = after(ADMIN, removed(MEMBER));
    assertThat(Standing.read(ended.write())).isEqualTo(ended);
  }
}
