package app.culver.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.core.concurrent.Backoff;
import app.culver.core.device.Device;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import app.culver.core.membership.Role;
import app.culver.core.memory.GroupWorld;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.Refusal.DeviceOf;
import app.culver.core.refusal.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupSendingTest {
  private final GroupWorld group = new GroupWorld();

  private Sent send(Device device, Backoff backoff, Envelope... envelopes) {
    return new Sending(group.world.devices, group.world.tables, group.world.tables, () -> group.world.now,
        World.RETENTION, backoff).send(Samples.caller(device), new SendRequest(group.id, 1, List.of(envelopes)));
  }

  private Sent send(Device device, Envelope... envelopes) {
    return send(device, _ -> {}, envelopes);
  }

  private Refusal refusal(Device device, Envelope envelope) {
    return catchThrowableOfType(RefusedException.class, () -> send(device, envelope)).refusal();
  }

  private static Envelope to(Device... devices) {
    return Samples.envelope(Samples.message(77), 77, List.of(devices));
  }

  @Test
  void aMessageIsSealedToTheDevicesOfAllMembers() {
    group.change(group.bob, GroupWorld.added(group.carol, Role.MEMBER));

    Sent sent = send(group.bob, to(group.alice, group.world.aliceLaptop, group.carol));

    assertThat(sent.accepted()).extracting(Entry.Message::change).containsExactly(2L);
    assertThat(sent.audience()).extracting(share -> share.device().id()).containsExactlyInAnyOrder(group.alice.id(),
        group.world.aliceLaptop.id(), group.carol.id());
  }

  @Test
  void thePositionOfAChangeIsNotGivenOutTwiceThoughItsEntryHasVanishedAndNoHeadTells() {
    group.change(group.bob, GroupWorld.added(group.carol, Role.MEMBER));
    IntStream.rangeClosed(1, 2).forEach(seq -> group.world.tables.vanish(group.id, seq));

    assertThat(send(group.alice, group.message()).accepted()).extracting(Entry.Message::seq).containsExactly(3L);
  }

  @Test
  void whoHasComeOrGoneSinceIsNamed() {
    Envelope before = to(group.alice, group.world.aliceLaptop);
    group.change(group.bob, GroupWorld.added(group.carol, Role.MEMBER));

    assertThat(refusal(group.bob, before)).isEqualTo(new Refusal.StaleDeviceList(
        List.of(new DeviceOf(group.carol.account(), group.carol.id())), List.of()));
    group.change(group.bob, GroupWorld.removed(group.carol));
    assertThat(refusal(group.bob, to(group.alice, group.world.aliceLaptop, group.carol)))
        .isEqualTo(new Refusal.StaleDeviceList(List.of(),
            List.of(new DeviceOf(group.carol.account(), group.carol.id()))));
  }

  @Test
  void anEnvelopeOfMlsNamesNobodyAndIsAcceptedAllTheSame() {
    Envelope envelope = group.message();

    Sent sent = send(group.alice, envelope);
    Sent again = send(group.alice, envelope);

    assertThat(sent.accepted()).extracting(Entry.Message::envelope).containsExactly(envelope);
    assertThat(again.accepted()).isEqualTo(sent.accepted());
    assertThat(sent.audience()).extracting(share -> share.device().id()).containsExactlyInAnyOrder(group.bob.id(),
        group.world.aliceLaptop.id());
  }

  @Test
  void theSameIdInAnotherSuiteIsAnotherMessage() {
    send(group.alice, new Envelope.Mls(Samples.message(77), ((Envelope.Mls) group.message()).ciphertext()));

    assertThat(refusal(group.alice, to(group.world.aliceLaptop, group.bob))).isEqualTo(new Refusal.MessageIdReused(2));
  }

  @Test
  void whoWasRemovedIsRefusedWhateverIsSent() {
    Envelope accepted = group.message();
    send(group.bob, accepted);
    group.change(group.alice, GroupWorld.removed(group.bob));

    assertThat(refusal(group.bob, group.message())).isEqualTo(new Refusal.NotFound());
    assertThat(refusal(group.bob, accepted)).isEqualTo(new Refusal.NotFound());
  }

  @Test
  void whoComesAndGoesWhileAMessageIsOnItsWayDecidesWhoIsTold() {
    Envelope one = group.message();
    Envelope two = group.message();
    send(group.alice, one);
    group.change(group.bob, GroupWorld.added(group.carol, Role.MEMBER));

    // The first one is a repetition, from before Carol was there.
    Sent sent = send(group.alice, one, two);

    assertThat(sent.audience()).filteredOn(share -> share.device().id().equals(group.carol.id()))
        .flatExtracting(Sent.Share::messages).extracting(Entry.Message::envelope).containsExactly(two);
  }

  @Test
  void aChangeThatCannotGetThroughIsWaitedFor() {
    group.world.tables.hold(group.id, group.world.now.plus(Duration.ofSeconds(2)));
    AtomicInteger waits = new AtomicInteger();

    Sent sent = send(group.alice, wait -> {
      assertThat(wait).isEqualTo(waits.incrementAndGet());
      assertThat(group.world.tables.newest(group.id).orElseThrow().seq()).isEqualTo(1);
      group.world.now = group.world.now.plus(Duration.ofMillis(600));
    }, group.message());

    assertThat(waits).hasValue(4);
    assertThat(sent.accepted()).extracting(Entry.Message::seq).containsExactly(2L);
  }

  @Test
  void theWaitEndsWithTheChange() {
    group.world.tables.hold(group.id, group.world.now.plus(Duration.ofSeconds(2)));

    Sent sent = send(group.alice, _ -> group.change(group.bob, GroupWorld.added(group.carol, Role.MEMBER)),
        group.message());

    assertThat(sent.accepted()).extracting(Entry.Message::seq).containsExactly(3L);
    assertThat(sent.accepted()).extracting(Entry.Message::change).containsExactly(2L);
  }

  @Test
  void whoIsRemovedWhileWaitingIsRefused() {
    group.world.tables.hold(group.id, group.world.now.plus(Duration.ofSeconds(2)));

    assertThat(catchThrowableOfType(RefusedException.class, () -> send(group.bob,
        _ -> group.change(group.alice, GroupWorld.removed(group.bob)), group.message())).refusal())
        .isEqualTo(new Refusal.NotFound());
  }
}
