package app.culver.core.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import app.culver.core.membership.MembershipChange;
import app.culver.core.membership.Role;
import app.culver.core.memory.Faults;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.RefusedException;
import app.culver.core.signature.Signature;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CreatingDirectTest {
  private final World world = new World();
  private final Device alice = world.alicePhone;
  private final Device mallory = world.malloryPhone;

  private static NewConversation request(Device one, AccountId other) {
    DirectConversation direct = new DirectConversation(one.account(), other);
    return new NewConversation(ConversationKind.DIRECT, other,
        Samples.sign(direct.beginning().signed(direct.id(), 0)));
  }

  private Creation create(Device device, AccountId other) {
    return world.creating().direct(Samples.caller(device), request(device, other));
  }

  private Refusal refusal(Device device, NewConversation request) {
    return catchThrowableOfType(RefusedException.class,
        () -> world.creating().direct(Samples.caller(device), request)).refusal();
  }

  private List<Conversation> of(Device device) {
    return world.tables.of(device.account(), new Memberships.Start.First(), 10).conversations();
  }

  @Test
  void aNewConversationHasBothAsMembersAndALogThatSaysSo() {
    Creation outcome = create(alice, mallory.account());

    Conversation conversation = outcome.conversation();
    assertThat(conversation.members()).containsExactly(new Member(alice.account(), Role.MEMBER, 1),
        new Member(mallory.account(), Role.MEMBER, 1));
    assertThat(conversation.change()).isEqualTo(1);
    assertThat(conversation.createdAt()).isEqualTo(world.now);
    Entry entry = world.tables.entry(conversation.id(), 1).orElseThrow();
    assertThat(outcome.created()).isTrue();
    assertThat(outcome.beginning()).contains(entry);
    assertThat(entry).isEqualTo(new Entry.Membership(1, world.now, alice.account(), alice.id(), 0,
        new MembershipChange.DirectCreated(List.of(alice.account(), mallory.account())),
        ((Entry.Membership) entry).signature()));
    assertThat(outcome.audience()).extracting(Device::id).containsExactlyInAnyOrder(world.aliceLaptop.id(),
        mallory.id());
    assertThat(of(mallory)).containsExactly(conversation);
  }

  @Test
  void theSameTwoPeopleAlwaysGetTheSameOne() {
    Creation first = create(alice, mallory.account());
    world.now = world.now.plusSeconds(60);

    for (Creation again : List.of(create(alice, mallory.account()), create(mallory, alice.account()))) {
      assertThat(again.conversation()).isEqualTo(first.conversation());
      assertThat(again.created()).isFalse();
    }
    assertThat(of(alice)).hasSize(2);
  }

  @Test
  void aCreationThatDiedBeforeItToldAnybodyIsToldByItsRetry() {
    Creation died = create(alice, mallory.account());

    Creation again = create(alice, mallory.account());

    assertThat(again.created()).isFalse();
    assertThat(again.beginning()).isEqualTo(died.beginning());
    assertThat(again.audience()).isEqualTo(died.audience());
    assertThat(create(world.aliceLaptop, mallory.account()).beginning()).isEmpty();
    assertThat(create(mallory, alice.account()).beginning()).isEmpty();
  }

  @Test
  void theBeginningIsNotToldAgainOnceTheLogGoesOnOrTheEntryHasExpired() {
    ConversationId id = create(alice, mallory.account()).conversation().id();
    world.tables.vanish(id, 1);
    assertThat(create(alice, mallory.account()).beginning()).isEmpty();
    ConversationId notes = create(alice, alice.account()).conversation().id();
    world.tables.raise(notes, new Head(2, world.now));
    assertThat(create(alice, alice.account()).beginning()).isEmpty();
  }

  @Test
  void bothCreatingAtOnceIsHarmless() throws Exception {
    List<Callable<Creation>> racers = Stream.<Callable<Creation>>generate(() -> () -> create(alice, mallory.account()))
        .limit(4).toList();
    List<Callable<Creation>> others = Stream.<Callable<Creation>>generate(() -> () -> create(mallory, alice.account()))
        .limit(4).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Creation> outcomes = threads.invokeAll(Stream.of(racers, others).flatMap(List::stream).toList()).stream()
          .map(Future::resultNow).toList();

      assertThat(outcomes).extracting(Creation::conversation).containsOnly(outcomes.getFirst().conversation());
      assertThat(outcomes).filteredOn(Creation::created).hasSize(1);
    }
  }

  @Test
  void whoLosesTheRaceGetsTheWinnersConversation() {
    Memberships racing = new Faults<>(Memberships.class, world.tables)
        .before("create", 1, () -> create(mallory, alice.account())).port();

    Creation outcome = new CreatingDirect(world.devices, _ -> true, world.tables, racing, world.tables, () -> world.now,
        World.RETENTION,
        _ -> {})
        .direct(Samples.caller(alice), request(alice, mallory.account()));

    assertThat(outcome.beginning()).isEmpty();
    assertThat(outcome.conversation().createdBy()).isEqualTo(mallory.account());
  }

  @Test
  void aTransactionThatConflictsWithNothingVisibleIsTriedAgainAndNotForEver() {
    Faults<Memberships> denied = new Faults<>(Memberships.class, world.tables).instead("create", () -> false);

    Refusal refusal = catchThrowableOfType(RefusedException.class,
        () -> new CreatingDirect(world.devices, _ -> true, world.tables, denied.port(), world.tables, () -> world.now,
            World.RETENTION,
            _ -> {})
            .direct(Samples.caller(alice), request(alice, mallory.account())))
        .refusal();

    assertThat(refusal).isInstanceOf(Refusal.Busy.class);
    assertThat(denied.calls("create")).isGreaterThan(1);
  }

  @Test
  void notesToOneselfHaveOneMember() {
    Creation outcome = create(alice, alice.account());

    assertThat(outcome.conversation().members()).extracting(Member::account).containsExactly(alice.account());
    assertThat(create(world.aliceLaptop, alice.account()).conversation()).isEqualTo(outcome.conversation());
  }

  @Test
  void aSignatureOverAnythingElseIsRefused() {
    DirectConversation direct = new DirectConversation(alice.account(), mallory.account());
    DirectConversation other = new DirectConversation(alice.account(), world.bobPhone.account());
    for (Signature signature : List.of(Samples.sign(other.beginning().signed(other.id(), 0)),
        Samples.sign(direct.beginning().signed(direct.id(), 1)), new Signature(Samples.bytes(64, 0)),
        new Signature(Samples.bytes(64, 255)))) {
      assertThat(refusal(alice, new NewConversation(ConversationKind.DIRECT, mallory.account(), signature)))
          .isInstanceOfSatisfying(Refusal.InvalidRequest.class,
              invalid -> assertThat(invalid.faults().getFirst().pointer()).isEqualTo("/signature"));
    }
    assertThat(of(mallory)).isEmpty();
  }

  @Test
  void anUnknownAccountIsRefusedAndNothingIsWritten() {
    assertThat(refusal(alice, request(alice, Samples.account(404)))).isEqualTo(new Refusal.NotFound());
    assertThat(of(alice)).hasSize(1);
  }

  @Test
  void anUnexpiredTokenOfARemovedDeviceCreatesNothing() {
    world.devices.remove(alice.id());

    assertThat(refusal(alice, request(alice, mallory.account()))).isEqualTo(new Refusal.SessionEnded());
    assertThat(of(mallory)).isEmpty();
  }
}
