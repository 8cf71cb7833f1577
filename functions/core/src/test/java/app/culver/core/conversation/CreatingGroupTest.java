package app.culver.core.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.core.device.Device;
import app.culver.core.identifier.GroupNonce;
import app.culver.core.log.Entry;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.NewMember;
import app.culver.core.membership.Role;
import app.culver.core.memory.GroupWorld;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.RefusedException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CreatingGroupTest {
  private static final GroupNonce OTHER = GroupNonce.of(Samples.bytes(16, 8).toArray());

  private final GroupWorld group = new GroupWorld();
  private final NewMember alice = new NewMember(group.alice.account(), Role.OWNER);
  private final NewMember bob = new NewMember(group.bob.account(), Role.ADMIN);

  private static Refusal refusal(Supplier<?> attempt) {
    return catchThrowableOfType(RefusedException.class, attempt::get).refusal();
  }

  private static String pointer(Supplier<?> attempt) {
    return ((InvalidRequest) refusal(attempt)).faults().getFirst().pointer();
  }

  @Test
  void aNewGroupHasItsMembersAndALogThatSaysSo() {
    Creation outcome = group.create(group.alice, OTHER, alice, bob);

    Conversation conversation = outcome.conversation();
    assertThat(conversation.kind()).isEqualTo(ConversationKind.GROUP);
    assertThat(conversation.members()).containsExactly(new Member(group.alice.account(), Role.OWNER, 1),
        new Member(group.bob.account(), Role.ADMIN, 1));
    assertThat(conversation.change()).isEqualTo(1);
    assertThat(outcome.created()).isTrue();
    Entry.Membership first = (Entry.Membership) outcome.beginning().orElseThrow();
    assertThat(group.world.tables.entry(conversation.id(), 1)).contains(first);
    assertThat(first.after()).isZero();
    assertThat(first.membership()).isEqualTo(GroupWorld.newGroup(group.alice, OTHER, alice, bob).beginning());
    assertThat(outcome.audience()).extracting(Device::id).containsExactlyInAnyOrder(group.world.aliceLaptop.id(),
        group.bob.id());
    assertThat(group.world.tables.of(group.bob.account(), new Memberships.Start.First(), 10).conversations())
        .contains(conversation);
  }

  @Test
  void theSameNonceFindsTheGroupAgain() {
    Creation again = group.create(group.alice, GroupWorld.NONCE, alice, bob);

    assertThat(again.created()).isFalse();
    assertThat(again.conversation()).isEqualTo(group.conversation());
    // Whoever made it may have died before telling anybody.
    assertThat(again.beginning()).isPresent();
  }

  @Test
  void aBeginningThatHasExpiredIsToldToNobody() {
    group.world.now = group.world.now.plus(World.RETENTION);
    Device old = group.alice;
    group.world.devices.put(new Device(old.account(), old.id(), old.signingKey(), old.sealingKey(), old.name(),
        old.addedAt(), old.session(), group.world.now.plusSeconds(1), old.presence()));

    Creation again = group.create(group.alice, GroupWorld.NONCE, alice, bob);

    assertThat(again.beginning()).isEmpty();
    assertThat(again.audience()).isEmpty();
  }

  @Test
  void aGroupThatHasChangedIsFoundAsItIs() {
    group.change(group.alice, GroupWorld.removed(group.bob));
    group.world.tables.raise(group.id, new Head(2, group.world.now));

    Creation again = group.create(group.alice, GroupWorld.NONCE, alice, bob);

    assertThat(again.conversation()).isEqualTo(group.conversation());
    assertThat(again.beginning()).isEmpty();
    assertThat(again.audience()).isEmpty();
  }

  @Test
  void aNonceIsNotForTwoGroups() {
    assertThat(pointer(() -> group.create(group.alice, GroupWorld.NONCE, alice))).isEqualTo("/nonce");
  }

  @Test
  void theSameNonceOfAnotherMakesAnotherGroup() {
    Creation other = group.create(group.bob, GroupWorld.NONCE, new NewMember(group.bob.account(), Role.OWNER));

    assertThat(other.created()).isTrue();
    assertThat(other.conversation().id()).isNotEqualTo(group.id);
  }

  @Test
  void whoHasLeftDoesNotFindItAgain() {
    group.create(group.alice, OTHER, alice);
    group.changing(group.world.tables, group.world.tables, _ -> {}).change(Samples.caller(group.alice),
        new GroupConversation(group.alice.account(), OTHER).id(), new ChangeRequest(1, new Left(),
            Samples.sign(new Left().signed(new GroupConversation(group.alice.account(), OTHER).id(), 1))));

    assertThat(refusal(() -> group.create(group.alice, OTHER, alice))).isEqualTo(new Refusal.NotFound());
  }

  @Test
  void theCreatorIsOneOfTheOwners() {
    assertThat(pointer(() -> group.create(group.alice, OTHER, bob))).isEqualTo("/members");
    assertThat(pointer(() -> group.create(group.bob, OTHER, bob))).isEqualTo("/members");
  }

  @Test
  void whoDoesNotExistIsNoMember() {
    NewMember nobody = new NewMember(Samples.account(99), Role.MEMBER);

    assertThat(refusal(() -> group.create(group.alice, OTHER, alice, nobody)))
        .isEqualTo(Refusal.NotFound.at("/members/1/account"));
  }

  @Test
  void aSignatureOverOtherMembersCreatesNothing() {
    NewGroup signed = GroupWorld.newGroup(group.alice, OTHER, alice);
    NewGroup altered = new NewGroup(OTHER, List.of(alice, bob), signed.signature());

    assertThat(pointer(() -> group.creating().group(Samples.caller(group.alice), altered))).isEqualTo("/signature");
    assertThat(group.world.tables.find(new GroupConversation(group.alice.account(), OTHER).id())).isEmpty();
  }
}
