package app.culver.core.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.core.conversation.ChangingMembers.Outcome;
import app.culver.core.conversation.Memberships.Departure;
import app.culver.core.device.Device;
import app.culver.core.log.Entry;
import app.culver.core.membership.Member;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.MembershipChange.OfGroup;
import app.culver.core.membership.MembershipChange.RoleChanged;
import app.culver.core.membership.Role;
import app.culver.core.memory.GroupWorld;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.RefusedException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ChangingMembersTest {
  private final GroupWorld group = new GroupWorld();
  private final Device alice = group.alice;
  private final Device bob = group.bob;
  private final Device carol = group.carol;

  private static Refusal refusal(Supplier<?> attempt) {
    return catchThrowableOfType(RefusedException.class, attempt::get).refusal();
  }

  private static String pointer(Supplier<?> attempt) {
    return ((InvalidRequest) refusal(attempt)).faults().getFirst().pointer();
  }

  private List<Conversation> list(Device device) {
    return group.world.tables.of(device.account(), new Memberships.Start.First(), 10).conversations();
  }

  @Test
  void whoIsAddedIsAMemberFromThatEntryOnAndIsTold() {
    group.append(alice);
    OfGroup added = GroupWorld.added(carol, Role.MEMBER);

    Outcome outcome = group.change(bob, added);

    Entry.Membership entry = new Entry.Membership(3, group.world.now, bob.account(), bob.id(), 1, added,
        group.request(1, added).signature());
    assertThat(outcome.entry()).usingRecursiveComparison().ignoringFields("signature").isEqualTo(entry);
    assertThat(group.world.tables.entry(group.id, 3)).contains(outcome.entry());
    assertThat(group.world.tables.read(group.id, 3, 1).entries().getFirst().expires())
        .isEqualTo(group.world.now.plus(World.RETENTION));
    assertThat(outcome.conversation()).contains(group.conversation());
    assertThat(group.conversation().member(carol.account())).contains(new Member(carol.account(), Role.MEMBER, 3));
    assertThat(group.conversation().change()).isEqualTo(3);
    assertThat(list(carol)).containsExactly(group.conversation());
    assertThat(outcome.audience()).extracting(Device::id).containsExactlyInAnyOrder(alice.id(),
        group.world.aliceLaptop.id(), carol.id());
  }

  @Test
  void whoIsRemovedIsToldKeepsAnEndAndLosesTheGroup() {
    group.append(alice);

    Outcome outcome = group.change(alice, GroupWorld.removed(bob));

    assertThat(group.conversation().member(bob.account())).isEmpty();
    assertThat(outcome.audience()).extracting(Device::id).containsExactlyInAnyOrder(group.world.aliceLaptop.id(),
        bob.id());
    assertThat(group.world.tables.departure(bob.account(), group.id))
        .contains(new Departure(1, 3, group.world.now.plus(World.RETENTION)));
    assertThat(list(bob)).doesNotContain(group.conversation());
  }

  @Test
  void whoLeavesIsToldNothingButWhere() {
    Outcome outcome = group.change(bob, new Left());

    assertThat(outcome.entry().seq()).isEqualTo(2);
    assertThat(outcome.conversation()).isEmpty();
    assertThat(outcome.audience()).extracting(Device::id).containsExactlyInAnyOrder(alice.id(),
        group.world.aliceLaptop.id());
  }

  @Test
  void whoIsAddedAgainHasNoFormerMembershipAnyMore() {
    group.change(alice, GroupWorld.removed(bob));
    group.change(alice, GroupWorld.added(bob, Role.MEMBER));

    assertThat(group.world.tables.departure(bob.account(), group.id)).isEmpty();
    assertThat(group.conversation().member(bob.account())).contains(new Member(bob.account(), Role.MEMBER, 3));
  }

  @Test
  void anotherRoleKeepsWhatTheMemberSees() {
    group.change(alice, new RoleChanged(bob.account(), Role.OWNER));

    assertThat(group.conversation().member(bob.account())).contains(new Member(bob.account(), Role.OWNER, 1));
  }

  @Test
  void aRepetitionGetsTheSameEntryWhateverHasChangedSince() {
    ChangeRequest request = group.request(GroupWorld.added(carol, Role.MEMBER));
    Entry.Membership first = group.change(bob, request).entry();
    for (int i = 0; i < 50; i++) {
      group.append(alice);
    }
    group.change(alice, GroupWorld.removed(carol));
    group.append(alice);
    group.change(alice, new RoleChanged(bob.account(), Role.MEMBER));
    Conversation before = group.conversation();

    Outcome again = group.change(bob, request);

    assertThat(again.entry()).isEqualTo(first);
    assertThat(again.conversation()).contains(before);
    assertThat(group.conversation()).isEqualTo(before);
  }

  @Test
  void aRepetitionIsFoundAmongEntriesThatHaveVanished() {
    ChangeRequest request = group.request(GroupWorld.added(carol, Role.MEMBER));
    for (int i = 0; i < 9; i++) {
      group.append(alice);
    }
    Entry.Membership first = group.change(bob, request).entry();
    for (int i = 0; i < 9; i++) {
      group.append(alice);
    }
    group.change(alice, GroupWorld.removed(carol));
    List.of(2L, 5L, 6L, 7L, 9L, 10L, 12L, 15L, 16L, 19L).forEach(seq -> group.world.tables.vanish(group.id, seq));

    assertThat(group.change(bob, request).entry()).isEqualTo(first);
  }

  @Test
  void whoHasLeftIsToldSoAgain() {
    ChangeRequest request = group.request(new Left());
    Entry.Membership first = group.change(bob, request).entry();
    group.append(alice);

    Outcome again = group.change(bob, request);

    assertThat(again.entry()).isEqualTo(first);
    assertThat(again.conversation()).isEmpty();
  }

  @Test
  void whatWasSignedOverAnotherChangeIsRefused() {
    ChangeRequest late = group.request(1, new RoleChanged(bob.account(), Role.OWNER));
    group.change(bob, GroupWorld.added(carol, Role.MEMBER));

    assertThat(refusal(() -> group.change(alice, late))).isEqualTo(new Refusal.MembershipChanged(2));
    assertThat(refusal(() -> group.change(alice, group.request(3, late.change()))))
        .isEqualTo(new Refusal.MembershipChanged(2));
  }

  @Test
  void anothersChangeIsNotTakenForOnesOwn() {
    ChangeRequest request = group.request(GroupWorld.added(carol, Role.MEMBER));
    group.change(bob, request);

    assertThat(refusal(() -> group.change(alice, request))).isEqualTo(new Refusal.MembershipChanged(2));
  }

  @Test
  void aSignatureOverAnythingElseChangesNothing() {
    ChangeRequest signed = group.request(GroupWorld.removed(bob));

    assertThat(pointer(() -> group.change(alice, new ChangeRequest(1, new Left(), signed.signature()))))
        .isEqualTo("/signature");
    assertThat(group.conversation().change()).isEqualTo(1);
  }

  @Test
  void whatTheRulesDoNotAllowChangesNothing() {
    assertThat(refusal(() -> group.change(bob, GroupWorld.removed(alice)))).isEqualTo(new Refusal.NotAllowed());
    assertThat(refusal(() -> group.change(alice, new Left()))).isEqualTo(new Refusal.LastOwner());
    assertThat(group.conversation().change()).isEqualTo(1);
    assertThat(group.world.tables.newest(group.id).orElseThrow().seq()).isEqualTo(1);
  }

  @Test
  void whoDoesNotExistIsNotAdded() {
    Device nobody = Samples.device(Samples.account(99), 99);

    assertThat(refusal(() -> group.change(alice, GroupWorld.added(nobody, Role.MEMBER))))
        .isEqualTo(Refusal.NotFound.at("/change/members/0/account"));
  }

  @Test
  void aStrangerAndAFormerMemberFindNothing() {
    assertThat(refusal(() -> group.change(carol, new Left()))).isEqualTo(new Refusal.NotFound());
    group.change(alice, GroupWorld.removed(bob));

    assertThat(refusal(() -> group.change(bob, group.request(2, new Left())))).isEqualTo(new Refusal.NotFound());
    assertThat(refusal(() -> group.change(bob, group.request(1, new Left())))).isEqualTo(new Refusal.NotFound());
  }

  @Test
  void theMembersOfADirectConversationNeverChange() {
    ChangeRequest request = new ChangeRequest(1, new Left(), Samples.sign(new Left().signed(group.world.id, 1)));

    assertThat(pointer(() -> group.changing(group.world.tables, group.world.tables, _ -> {})
        .change(Samples.caller(alice), group.world.id, request))).isEqualTo("/conversation");
    assertThat(refusal(() -> group.changing(group.world.tables, group.world.tables, _ -> {})
        .change(Samples.caller(carol), group.world.id, request))).isEqualTo(new Refusal.NotFound());
  }

  @Test
  void whoLosesThreeRacesHasTheOthersHoldBackAndGetsThrough() {
    Memberships busy = losing(4);
    AtomicInteger waits = new AtomicInteger();

    Outcome outcome = group.changing(busy, group.world.tables, _ -> {
      boolean held = group.conversation().isHeld(group.world.now);
      assertThat(held).isEqualTo(waits.incrementAndGet() >= 3);
    }).change(Samples.caller(alice), group.id, group.request(GroupWorld.removed(bob)));

    assertThat(waits).hasValue(4);
    assertThat(outcome.entry().seq()).isEqualTo(6);
    assertThat(group.conversation().changing()).isEmpty();
  }

  @Test
  void whoLosesEveryRaceIsToldToTryAgain() {
    Memberships busy = losing(Integer.MAX_VALUE);

    assertThat(refusal(() -> group.changing(busy, group.world.tables, _ -> {}).change(Samples.caller(alice), group.id,
        group.request(GroupWorld.removed(bob))))).isEqualTo(new Refusal.Busy());
    assertThat(group.conversation().member(bob.account())).isPresent();
  }

  @Test
  void twoChangesAtOnceAreOneAndARefusal() {
    ChangeRequest mine = group.request(GroupWorld.added(carol, Role.MEMBER));
    Memberships overtaken = around(call -> {
      group.change(alice, new RoleChanged(bob.account(), Role.OWNER));
      return call.get();
    });

    assertThat(refusal(() -> group.changing(overtaken, group.world.tables, _ -> {}).change(Samples.caller(bob),
        group.id, mine))).isEqualTo(new Refusal.MembershipChanged(2));
  }

  @Test
  void aHoldThatReachesTooFarHoldsNobodyUp() {
    group.world.tables.hold(group.id, group.world.now.plus(Duration.ofMinutes(3)));
    assertThat(group.conversation().isHeld(group.world.now)).isFalse();
    assertThat(group.conversation().isHeld(group.world.now.plus(Duration.ofSeconds(179)))).isTrue();
    assertThat(group.conversation().isHeld(group.world.now.plus(Duration.ofMinutes(3)))).isFalse();
  }

  /** A table in which somebody else is faster so many times. */
  private Memberships losing(int times) {
    AtomicInteger left = new AtomicInteger(times);
    return around(call -> {
      if (left.getAndDecrement() > 0) {
        group.append(bob);
      }
      return call.get();
    });
  }

  private interface Around {
    Object call(Supplier<Object> change);
  }

  /** The table, with something around its changes. */
  private Memberships around(Around around) {
    return (Memberships) Proxy.newProxyInstance(Memberships.class.getClassLoader(), new Class<?>[]{Memberships.class},
        (_, method, arguments) -> {
          Supplier<Object> call = () -> {
            try {
              return method.invoke(group.world.tables, arguments);
            } catch (ReflectiveOperationException e) {
              throw new AssertionError(e);
            }
          };
          return method.getName().equals("change") ? around.call(call) : call.get();
        });
  }
}
