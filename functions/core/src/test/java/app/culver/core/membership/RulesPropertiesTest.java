package app.culver.core.membership;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.identifier.AccountId;
import app.culver.core.membership.MembershipChange.Added;
import app.culver.core.membership.MembershipChange.GroupCreated;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.MembershipChange.OfGroup;
import app.culver.core.membership.MembershipChange.Removed;
import app.culver.core.membership.MembershipChange.RoleChanged;
import app.culver.core.memory.Samples;
import app.culver.core.refusal.RefusedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** What holds after any sequence of changes that anybody tries. */
class RulesPropertiesTest {

  /** A group, and what was tried on it. */
  private static final class Group {
    private final Random random;
    private final int people;
    private List<Member> members;
    private long seq = 1;

    Group(Random random, int people) {
      this.random = random;
      this.people = people;
      List<NewMember> all = Stream.concat(Stream.of(new NewMember(Samples.account(0), Role.OWNER)),
          newcomers(Math.min(people, MembershipChange.MOST_ACCOUNTS) - 1)
              .filter(member -> !member.account().equals(Samples.account(0))))
          .sorted(Comparator.comparing(member -> member.account().value())).toList();
      members = Rules.begin(Samples.account(0), new GroupCreated(all));
    }

    AccountId anyone() {
      return Samples.account(random.nextInt(people));
    }

    Stream<NewMember> newcomers(int atMost) {
      return IntStream.range(0, random.nextInt(Math.max(1, atMost)) + 1).mapToObj(_ -> anyone()).distinct()
          .map(account -> new NewMember(account, Role.values()[random.nextInt(Role.values().length)]));
    }

    OfGroup anything() {
      return switch (random.nextInt(4)) {
        case 0 -> new Added(newcomers(MembershipChange.MOST_ACCOUNTS)
            .sorted(Comparator.comparing(member -> member.account().value())).toList());
        case 1 ->
          new Removed(newcomers(3).map(NewMember::account).sorted(Comparator.comparing(AccountId::value)).toList());
        case 2 -> new Left();
        default -> new RoleChanged(anyone(), Role.values()[random.nextInt(Role.values().length)]);
      };
    }

    /** Lets somebody try something; null if it was refused. */
    OfGroup attempt(AccountId actor) {
      OfGroup change = anything();
      try {
        members = Rules.change(members, actor, change, seq + 1);
        seq++;
        return change;
      } catch (RefusedException _) {
        return null;
      }
    }

    Role roleOf(AccountId account) {
      return members.stream().filter(member -> member.account().equals(account)).map(Member::role).findFirst()
          .orElse(null);
    }

    Set<AccountId> accounts() {
      return new HashSet<>(members.stream().map(Member::account).toList());
    }
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void aGroupWithMembersHasAnOwnerAndNeverTooMany(@ForAll Random random,
      @ForAll @IntRange(min = 1, max = 400) int people) {
    Group group = new Group(random, people);
    for (int i = 0; i < 60; i++) {
      group.attempt(group.anyone());

      assertThat(group.members).hasSizeLessThanOrEqualTo(Rules.MOST_MEMBERS);
      assertThat(group.members.isEmpty() || group.members.stream().anyMatch(member -> member.role() == Role.OWNER))
          .isTrue();
      assertThat(group.members).extracting(member -> member.account().value()).isSorted().doesNotHaveDuplicates();
      assertThat(group.members).allMatch(member -> member.joined() <= group.seq);
    }
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void nobodyDoesWhatTheirRoleDoesNotAllow(@ForAll Random random, @ForAll @IntRange(min = 2, max = 12) int people) {
    Group group = new Group(random, people);
    for (int i = 0; i < 60; i++) {
      AccountId actor = group.anyone();
      Role role = group.roleOf(actor);
      List<Member> before = group.members;

      OfGroup change = group.attempt(actor);

      if (change == null) {
        assertThat(group.members).isSameAs(before);
        continue;
      }
      assertThat(role).isNotNull();
      List<Member> touched = new ArrayList<>(before);
      touched.addAll(group.members);
      touched.removeIf(member -> before.contains(member) && group.members.contains(member));
      assertThat(touched).isNotEmpty();
      if (role == Role.MEMBER) {
        assertThat(touched).extracting(Member::account).containsExactly(actor);
        assertThat(change).isEqualTo(new Left());
      } else if (role == Role.ADMIN && !(change instanceof Left)) {
        assertThat(touched).extracting(Member::role).containsOnly(Role.MEMBER);
        assertThat(touched).extracting(Member::account).doesNotHaveDuplicates().doesNotContain(actor);
      }
    }
  }

  /** What clients rely on that replay the entries: what is written follows from what was signed, and from nothing else. */
  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void whoIsAMemberFollowsFromTheChangesAlone(@ForAll Random random, @ForAll @IntRange(min = 2, max = 60) int people) {
    Group group = new Group(random, people);
    Set<AccountId> followed = group.accounts();
    for (int i = 0; i < 60; i++) {
      AccountId actor = group.anyone();
      switch (group.attempt(actor)) {
        case Added(var members) -> members.forEach(member -> followed.add(member.account()));
        case Removed(var accounts) -> accounts.forEach(followed::remove);
        case Left() -> followed.remove(actor);
        case RoleChanged _ -> {}
        case null -> {}
      }
      assertThat(group.accounts()).isEqualTo(followed);
    }
  }
}
