package app.culver.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.SessionId;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import app.culver.core.log.Recipient;
import app.culver.core.memory.Samples;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.Refusal.DeviceOf;
import app.culver.core.refusal.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SendingTest extends SendingFixture {
  @Test
  void aMessageGetsThePlaceBehindTheLastEntry() {
    Envelope envelope = world.message(alice);

    Sent sent = send(alice, world.send(1, envelope));

    Entry.Message entry = new Entry.Message(2, world.now, alice.account(), alice.id(), 1, envelope);
    assertThat(sent.accepted()).containsExactly(entry);
    assertThat(sent.stopped()).isEmpty();
    assertThat(world.tables.entry(world.id, 2)).contains(entry);
    assertThat(world.tables.read(world.id, 2, 1).entries().getFirst().expires())
        .isEqualTo(world.now.plus(Duration.ofDays(30)));
  }

  @Test
  void theAudienceIsEveryDeviceButTheSendingOne() {
    assertThat(send(alice, world.send(1, world.message(alice))).audience()).extracting(share -> share.device().id())
        .containsExactlyInAnyOrder(world.aliceLaptop.id(), bob.id());
  }

  @Test
  void aRetryAfterALostAnswerGetsTheSameSequence() {
    SendRequest request = world.send(1, world.message(alice));
    Sent first = send(alice, request);
    send(bob, world.send(1, world.message(bob)));
    world.now = world.now.plusSeconds(3600);

    Sent again = send(alice, request);

    assertThat(again.accepted()).isEqualTo(first.accepted());
    assertThat(again.audience()).isEqualTo(first.audience());
    assertThat(world.positions()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aRetryOfAnAcceptedMessageIsToldItsSequenceEvenIfTheDeviceListHasChanged() {
    SendRequest request = world.send(1, world.message(alice));
    send(alice, request);
    world.devices.put(Samples.device(bob.account(), 22));

    assertThat(positions(send(alice, request))).containsExactly(2L);
  }

  @Test
  void theSameIdWithOtherBytesIsAConflictThatNamesTheAcceptedSequence() {
    Envelope envelope = world.message(alice);
    send(alice, world.send(1, envelope));
    Envelope other = Samples.envelope(envelope.id(), 99, world.others(alice));

    assertThat(refusal(alice, world.send(1, other))).isEqualTo(new Refusal.MessageIdReused(2));
    assertThat(world.positions()).containsExactly(1L, 2L);
  }

  /** A device that says it knows more of the log than it does can use an id twice; what was accepted first stays so. */
  @Test
  void ofAnIdThatWasUsedTwiceTheFirstMessageKeepsItsAnswer() {
    Envelope envelope = world.message(alice);
    SendRequest first = world.send(1, envelope);
    send(alice, first);
    assertThat(positions(send(alice, world.send(2, world.message(alice))))).containsExactly(3L);
    Envelope other = Samples.envelope(envelope.id(), 99, world.others(alice));
    assertThat(positions(send(alice, world.send(3, other)))).containsExactly(4L);

    assertThat(positions(send(alice, first))).containsExactly(2L);
    assertThat(refusal(alice, world.send(1, other))).isEqualTo(new Refusal.MessageIdReused(2));
  }

  @Test
  void idsAreScopedToTheSendingDevice() {
    Envelope envelope = world.message(alice);
    send(alice, world.send(1, envelope));

    Sent bobs = send(bob, world.send(1, Samples.envelope(envelope.id(), 5, world.others(bob))));
    Sent laptops = send(world.aliceLaptop,
        world.send(1, Samples.envelope(envelope.id(), 6, world.others(world.aliceLaptop))));

    assertThat(positions(bobs)).containsExactly(3L);
    assertThat(positions(laptops)).containsExactly(4L);
  }

  @Test
  void aFramesMessagesAreAppendedInItsOrder() {
    List<Envelope> envelopes = IntStream.range(0, 16).<Envelope>mapToObj(_ -> world.message(alice)).toList();

    Sent sent = send(alice, new SendRequest(world.id, 1, envelopes));

    assertThat(sent.accepted()).extracting(Entry.Message::envelope).isEqualTo(envelopes);
    assertThat(positions(sent)).isEqualTo(IntStream.rangeClosed(2, 17).mapToObj(Long::valueOf).toList());
  }

  @Test
  void aFrameStopsAtItsFirstFailureAndKeepsWhatCameBefore() {
    Envelope first = world.message(alice);
    Envelope stale = Samples.envelope(Samples.message(50), 1, List.of(bob));
    Envelope last = world.message(alice);

    Sent sent = send(alice, world.send(1, first, stale, last));

    assertThat(sent.accepted()).extracting(Entry.Message::envelope).containsExactly(first);
    assertThat(sent.stopped()).contains(new Refusal.StaleDeviceList(
        List.of(new DeviceOf(alice.account(), world.aliceLaptop.id())), List.of()));
    assertThat(world.positions()).containsExactly(1L, 2L);
  }

  @Test
  void aStaleDeviceListIsToldWhatIsMissingAndWhatIsExtra() {
    Device gone = Samples.device(bob.account(), 29);
    Envelope stale = Samples.envelope(Samples.message(50), 1, List.of(alice, bob, gone, world.malloryPhone));

    assertThat(refusal(alice, world.send(1, stale))).isEqualTo(new Refusal.StaleDeviceList(
        List.of(new DeviceOf(alice.account(), world.aliceLaptop.id())),
        List.of(new DeviceOf(alice.account(), alice.id()), new DeviceOf(bob.account(), gone.id()),
            new DeviceOf(world.malloryPhone.account(), world.malloryPhone.id()))));
    assertThat(world.positions()).containsExactly(1L);
  }

  @Test
  void anExpiredDeviceNeedNotBeSealedTo() {
    world.devices.put(new Device(bob.account(), bob.id(), bob.signingKey(), bob.sealingKey(), bob.name(), bob.addedAt(),
        bob.session(), world.now, bob.presence()));

    assertThat(positions(send(alice, world.send(1, world.message(alice))))).containsExactly(2L);
  }

  @Test
  void aRecipientAccountWithoutDevicesMayBeNamed() {
    world.devices.remove(bob.id());
    Envelope.Hpke envelope = world.message(alice);
    List<Recipient> named = new ArrayList<>(envelope.recipients());
    named.add(new Recipient(bob.account(), List.of()));

    Sent sent = send(alice, world.send(1, new Envelope.Hpke(envelope.id(), envelope.nonce(),
        envelope.ciphertext(), named, envelope.signature())));

    assertThat(positions(sent)).containsExactly(2L);
  }

  @Test
  void anAccountThatIsNoMemberMayNotBeNamedEvenWithoutDevices() {
    Envelope.Hpke envelope = world.message(alice);
    List<Recipient> named = new ArrayList<>(envelope.recipients());
    named.add(new Recipient(world.malloryPhone.account(), List.of()));

    assertThat(refusal(alice, world.send(1, new Envelope.Hpke(envelope.id(), envelope.nonce(), envelope.ciphertext(),
        named, envelope.signature())))).isInstanceOf(Refusal.InvalidRequest.class);
    assertThat(world.positions()).containsExactly(1L);
  }

  @Test
  void aStrangerLearnsNothingAndWritesNothing() {
    SendRequest request = world.send(1, world.message(alice));
    send(alice, request);

    assertThat(refusal(world.malloryPhone, request)).isEqualTo(new Refusal.NotFound());
    assertThat(refusal(world.malloryPhone,
        new SendRequest(ConversationId.of(new byte[16]), 1, request.envelopes())))
        .isEqualTo(new Refusal.NotFound());
    assertThat(world.positions()).containsExactly(1L, 2L);
  }

  @Test
  void anUnexpiredTokenOfARemovedDeviceOrEndedSessionDoesNothing() {
    SendRequest request = world.send(1, world.message(alice));
    Caller other = new Caller(alice.account(), alice.id(), SessionId.of(new byte[16]));
    assertThat(refusal(other, request)).isEqualTo(new Refusal.SessionEnded());

    world.devices.remove(alice.id());

    assertThat(refusal(alice, request)).isEqualTo(new Refusal.SessionEnded());
    assertThat(world.positions()).containsExactly(1L);
  }

  @Test
  void nobodysDevicesAreReadBecauseAFrameNamesThem() {
    List<AccountId> read = Collections.synchronizedList(new ArrayList<>());
    Devices watched = account -> {
      read.add(account);
      return world.devices.of(account);
    };
    Envelope envelope = Samples.envelope(Samples.message(1), 1, List.of(world.malloryPhone));

    catchThrowableOfType(RefusedException.class,
        () -> sending(watched, world.tables, world.tables).send(Samples.caller(alice), world.send(1, envelope)));

    assertThat(read).containsExactlyInAnyOrder(alice.account(), bob.account());
  }

  @Test
  void notesToOneselfGoToTheOwnOtherDevices() {
    var notes = world.open(alice, alice).id();

    Sent sent = send(alice,
        new SendRequest(notes, 1, List.of(Samples.envelope(Samples.message(1), 1, List.of(world.aliceLaptop)))));

    assertThat(positions(sent)).containsExactly(2L);
    assertThat(sent.audience()).extracting(share -> share.device().id()).containsExactly(world.aliceLaptop.id());
  }
}
