package app.culver.core.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.core.conversation.ChangingMembers;
import app.culver.core.conversation.Creation;
import app.culver.core.conversation.DirectConversation;
import app.culver.core.conversation.ListingConversations;
import app.culver.core.conversation.Memberships.Start;
import app.culver.core.conversation.NewConversation;
import app.culver.core.device.Device;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.GroupNonce;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.NewMember;
import app.culver.core.membership.Role;
import app.culver.core.memory.GroupWorld;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.receipt.ReceiptListing;
import app.culver.core.receipt.ReceiptRequest;
import app.culver.core.receipt.Receiving;
import app.culver.core.receipt.Watermarks;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.RefusedException;
import app.culver.core.send.SendRequest;
import app.culver.core.send.Sending;
import app.culver.core.send.Sent;
import app.culver.core.signal.Pace;
import app.culver.core.signal.SignalRequest;
import app.culver.core.signal.Signalling;
import app.culver.core.sync.SyncRequest;
import app.culver.core.sync.SyncRequest.Cursor;
import app.culver.core.sync.Synced;
import app.culver.core.sync.Syncing;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Bob blocks Alice, who cannot tell. */
class BlockingTest {
  private final GroupWorld group = new GroupWorld();
  private final World world = group.world;
  private final Device alice = group.alice;
  private final Device bob = group.bob;

  private Blocking blocking() {
    return new Blocking(world.devices, account -> !world.devices.of(account).isEmpty(), world.tables, world.tables,
        () -> world.now);
  }

  private void block(Device blocker, Device blocked) {
    blocking().block(Samples.caller(blocker), blocked.account());
  }

  private static Refusal refusal(Runnable attempt) {
    return catchThrowableOfType(RefusedException.class, attempt::run).refusal();
  }

  private Sent send(Device device, Envelope... envelopes) {
    return new Sending(world.devices, world.tables, world.tables, () -> world.now, World.RETENTION, _ -> {})
        .send(Samples.caller(device), new SendRequest(world.id, 1, List.of(envelopes)));
  }

  private Synced sync(Device device) {
    return sync(device, world.id);
  }

  private Synced sync(Device device, ConversationId id) {
    return new Syncing(world.devices, world.tables, world.tables, world.tables, () -> world.now, _ -> 1_000)
        .sync(Samples.caller(device), new SyncRequest(List.of(new Cursor(id, 0)))).getFirst();
  }

  private Optional<Receiving.News> receive(Device device, long read) {
    return new Receiving(world.devices, world.tables, world.tables, world.tables, () -> world.now, _ -> {})
        .receive(Samples.caller(device), new ReceiptRequest(world.id, Optional.empty(), Optional.of(read)));
  }

  private List<Device> signal(Device device, Device... recipients) {
    return new Signalling(world.devices, world.tables, new Pace(() -> world.now), () -> world.now)
        .signal(Samples.caller(device),
            new SignalRequest(world.id, Samples.envelope(Samples.message(9), 9, List.of(recipients))))
        .audience();
  }

  private static List<Device> audience(Sent sent) {
    return sent.audience().stream().map(Sent.Share::device).toList();
  }

  @Test
  void aMessageToTheBlockerIsAcceptedAndHiddenFromThatOneAlone() {
    block(bob, alice);

    Sent sent = send(alice, world.message(alice));

    assertThat(sent.accepted()).extracting(Entry::seq).containsExactly(2L);
    assertThat(audience(sent)).extracting(Device::id).containsExactly(world.aliceLaptop.id());
    assertThat(sync(bob).entries()).extracting(entry -> entry.isHiddenFrom(bob.account()))
        .containsExactly(false, true);
    assertThat(sync(alice).entries()).noneMatch(entry -> entry.isHiddenFrom(alice.account()));
    assertThat(sync(bob).tail()).isEqualTo(2);
  }

  @Test
  void whatWasHiddenStaysHiddenAndWhatComesLaterIsShown() {
    block(bob, alice);
    Envelope hidden = world.message(alice);
    send(alice, hidden);
    blocking().unblock(Samples.caller(bob), alice.account());

    Sent sent = send(alice, hidden, world.message(alice));

    assertThat(sent.audience()).filteredOn(share -> share.device().id().equals(bob.id()))
        .flatExtracting(Sent.Share::messages).extracting(Entry.Message::seq).containsExactly(3L);
    assertThat(sync(bob).entries()).extracting(entry -> entry.isHiddenFrom(bob.account()))
        .containsExactly(false, true, false);
  }

  @Test
  void theBlockersOwnMessagesAreSeen() {
    block(bob, alice);

    assertThat(audience(send(bob, world.message(bob)))).extracting(Device::id)
        .containsExactlyInAnyOrder(alice.id(), world.aliceLaptop.id());
    assertThat(sync(alice).entries()).noneMatch(entry -> entry.isHiddenFrom(alice.account()));
  }

  @Test
  void receiptsAreNeitherToldNorShownAndWhatWasToldBeforeStays() {
    send(alice, world.message(alice));
    receive(bob, 1);
    block(bob, alice);
    send(alice, world.message(alice));

    assertThat(receive(bob, 3).orElseThrow().audience()).isEmpty();
    assertThat(receive(alice, 3).orElseThrow().audience()).extracting(Device::id)
        .containsExactly(world.aliceLaptop.id());
    assertThat(sync(alice).receipts()).containsEntry(bob.account(), new Watermarks(1, 1))
        .containsEntry(alice.account(), new Watermarks(3, 3));
    assertThat(sync(bob).receipts()).containsOnlyKeys(bob.account()).containsValue(new Watermarks(3, 3));
    assertThat(new ReceiptListing(world.devices, world.tables).of(Samples.caller(alice), world.id))
        .containsEntry(bob.account(), new Watermarks(1, 1));

    blocking().unblock(Samples.caller(bob), alice.account());
    assertThat(sync(alice).receipts()).containsEntry(bob.account(), new Watermarks(3, 3));
  }

  @Test
  void whoHasToldNothingBeforeIsAbsent() {
    block(bob, alice);
    receive(bob, 1);

    assertThat(sync(alice).receipts()).isEmpty();
  }

  @Test
  void signalsReachNeither() {
    block(bob, alice);

    assertThat(signal(alice, bob, world.aliceLaptop)).extracting(Device::id).containsExactly(world.aliceLaptop.id());
    assertThat(signal(bob, alice)).isEmpty();
  }

  @Test
  void aConversationThatTheBlockedOneOpensIsNotToldToTheBlocker() {
    blocking().block(Samples.caller(group.mallory), alice.account());
    DirectConversation direct = new DirectConversation(alice.account(), group.mallory.account());
    NewConversation request = new NewConversation(direct.beginning().kind(), group.mallory.account(),
        Samples.sign(direct.beginning().signed(direct.id(), 0)));

    Creation made = world.creating().direct(Samples.caller(alice), request);
    Creation again = world.creating().direct(Samples.caller(alice), request);

    assertThat(made.audience()).extracting(Device::id).containsExactly(world.aliceLaptop.id());
    assertThat(again.audience()).extracting(Device::id).containsExactly(world.aliceLaptop.id());
  }

  @Test
  void whoIsAddedBySomebodyBlockedHearsNothingAndLooksAsIfNotComeYet() {
    blocking().block(Samples.caller(group.carol), bob.account());

    ChangingMembers.Outcome outcome = group.change(bob, GroupWorld.added(group.carol, Role.MEMBER));

    assertThat(outcome.audience()).extracting(Device::id).containsExactlyInAnyOrder(alice.id(),
        world.aliceLaptop.id());
    assertThat(group.conversation().members()).extracting(member -> member.account())
        .contains(group.carol.account());
    expectNothingFor(group.carol, group.id);
  }

  @Test
  void whoIsPutIntoANewGroupBySomebodyBlockedHearsNothing() {
    blocking().block(Samples.caller(group.carol), bob.account());

    Creation outcome = group.create(bob, GroupNonce.of(Samples.bytes(16, 9).toArray()),
        new NewMember(bob.account(), Role.OWNER), new NewMember(group.carol.account(), Role.MEMBER));

    assertThat(outcome.created()).isTrue();
    assertThat(outcome.conversation().members()).hasSize(2);
    assertThat(outcome.audience()).isEmpty();
    expectNothingFor(group.carol, outcome.conversation().id());
  }

  private void expectNothingFor(Device device, ConversationId id) {
    ListingConversations listing = new ListingConversations(world.devices, world.tables, world.tables);
    assertThat(refusal(() -> sync(device, id))).isEqualTo(Refusal.NotFound.at("/cursors/0/conversation"));
    assertThat(refusal(() -> listing.one(Samples.caller(device), id))).isEqualTo(new Refusal.NotFound());
    assertThat(listing.some(Samples.caller(device), new Start.First(), 100).conversations())
        .noneMatch(conversation -> conversation.id().equals(id));
    assertThat(refusal(() -> group.changing(world.tables, world.tables, _ -> {}).change(Samples.caller(device), id,
        group.request(new Left())))).isEqualTo(new Refusal.NotFound());
  }

  /** Others have to seal to it, or they could tell. */
  @Test
  void messagesAreSealedToAHiddenMemberAndNotPosted() {
    blocking().block(Samples.caller(group.carol), bob.account());
    group.change(bob, GroupWorld.added(group.carol, Role.MEMBER));
    Sending sending = new Sending(world.devices, world.tables, world.tables, () -> world.now, World.RETENTION,
        _ -> {});
    Supplier<Sent> withoutCarol = () -> sending.send(Samples.caller(alice), new SendRequest(group.id, 1,
        List.of(Samples.envelope(Samples.message(50), 50, List.of(world.aliceLaptop, bob)))));
    Supplier<Sent> withCarol = () -> sending.send(Samples.caller(alice), new SendRequest(group.id, 1,
        List.of(Samples.envelope(Samples.message(51), 51, List.of(world.aliceLaptop, bob, group.carol)))));

    assertThat(refusal(withoutCarol::get)).isInstanceOf(Refusal.StaleDeviceList.class);
    assertThat(audience(withCarol.get())).extracting(Device::id).doesNotContain(group.carol.id())
        .contains(bob.id());
  }

  @Test
  void aHiddenMemberIsRemovedWithoutBeingTold() {
    blocking().block(Samples.caller(group.carol), bob.account());
    group.change(bob, GroupWorld.added(group.carol, Role.MEMBER));

    ChangingMembers.Outcome removed = group.change(alice, GroupWorld.removed(group.carol));

    assertThat(removed.audience()).extracting(Device::id).doesNotContain(group.carol.id());
    assertThat(world.tables.departure(group.carol.account(), group.id)).isEmpty();
    assertThat(group.change(alice, GroupWorld.added(group.carol, Role.MEMBER)).audience()).extracting(Device::id)
        .contains(group.carol.id());
    assertThat(sync(group.carol, group.id).entries()).extracting(Entry::seq).containsExactly(4L);
  }

  @Test
  void nobodyBlocksThemselvesOrNobody() {
    assertThat(refusal(() -> block(alice, world.aliceLaptop)))
        .isEqualTo(Refusal.InvalidRequest.at("/account", "must be another's"));
    assertThat(refusal(() -> blocking().block(Samples.caller(alice), Samples.account(99))))
        .isEqualTo(new Refusal.NotFound());
    assertThat(refusal(() -> blocking().unblock(Samples.caller(alice), bob.account())))
        .isEqualTo(new Refusal.NotFound());
  }

  @Test
  void onesOwnBlocksAreListed() {
    block(bob, alice);
    block(bob, group.carol);

    assertThat(blocking().some(Samples.caller(bob), new Start.First(), 10).blocks())
        .extracting(block -> block.blocked())
        .containsExactlyInAnyOrder(alice.account(), group.carol.account());
    assertThat(blocking().some(Samples.caller(alice), new Start.First(), 10).blocks()).isEmpty();
  }

  @Test
  void anUnexpiredTokenOfARemovedDeviceDoesNothing() {
    world.devices.remove(bob.id());

    assertThat(refusal(() -> block(bob, alice))).isEqualTo(new Refusal.SessionEnded());
    assertThat(refusal(() -> blocking().unblock(Samples.caller(bob), alice.account())))
        .isEqualTo(new Refusal.SessionEnded());
    assertThat(world.tables.stands(bob.account(), alice.account())).isFalse();
  }
}
