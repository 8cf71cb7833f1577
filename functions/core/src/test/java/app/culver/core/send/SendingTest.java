package app.culver.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import app.culver.core.conversation.Conversations;
import app.culver.core.conversation.Head;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.SessionId;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import app.culver.core.log.Log;
import app.culver.core.log.Recipient;
import app.culver.core.memory.Faults;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.Refusal.DeviceOf;
import app.culver.core.refusal.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SendingTest {
  private final World world = new World();
  private final Device alice = world.alicePhone;
  private final Device bob = world.bobPhone;

  private Sending sending() {
    return sending(world.devices, world.tables, world.tables);
  }

  private Sending sending(Devices devices, Conversations conversations, Log log) {
    return new Sending(devices, conversations, log, () -> world.now, World.RETENTION, _ -> {});
  }

  private Sent send(Device device, SendRequest request) {
    return sending().send(Samples.caller(device), request);
  }

  private Refusal refusal(Device device, SendRequest request) {
    return refusal(Samples.caller(device), request);
  }

  private Refusal refusal(Caller caller, SendRequest request) {
    return catchThrowableOfType(RefusedException.class, () -> sending().send(caller, request)).refusal();
  }

  private static List<Long> positions(Sent sent) {
    return sent.accepted().stream().map(Entry.Message::seq).toList();
  }

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
  void theAudienceIsThatOfTheMembershipUnderWhichTheMessageWasAccepted() {
    Log log = new Faults<>(Log.class, world.tables).before("append", 2, () -> world.join(world.malloryPhone, 3)).port();
    Envelope before = world.message(alice);
    Envelope after = Samples.envelope(Samples.message(70), 1,
        List.of(world.aliceLaptop, bob, world.malloryPhone));

    // The second is refused first, since it is sealed to somebody who joins meanwhile.
    Sent sent = sending(world.devices, world.tables, log).send(Samples.caller(alice),
        world.send(1, before, world.message(alice)));
    assertThat(sent.stopped()).containsInstanceOf(Refusal.StaleDeviceList.class);
    Sent both = send(alice, world.send(1, before, after));

    assertThat(positions(both)).containsExactly(2L, 4L);
    assertThat(both.audience()).extracting(share -> share.device().id(), share -> share.messages().size())
        .containsExactlyInAnyOrder(tuple(world.aliceLaptop.id(), 2), tuple(bob.id(), 2),
            tuple(world.malloryPhone.id(), 1));
  }

  @Test
  void whoJoinedWhileAMessageWasOnItsWayIsTold() {
    var joined = new CountDownLatch(1);
    Conversations earlier = new Faults<>(Conversations.class, world.tables).after("find", 1, found -> {
      world.join(world.malloryPhone, 2);
      joined.countDown();
      return found;
    }).port();
    Log later = new Faults<>(Log.class, world.tables).before("marks", 1, () -> await(joined)).port();
    Envelope envelope = Samples.envelope(Samples.message(70), 1, List.of(world.aliceLaptop, bob, world.malloryPhone));

    Sent sent = sending(world.devices, earlier, later).send(Samples.caller(alice), world.send(1, envelope));

    assertThat(positions(sent)).containsExactly(3L);
    assertThat(sent.audience()).extracting(share -> share.device().id())
        .containsExactlyInAnyOrder(world.aliceLaptop.id(), bob.id(), world.malloryPhone.id());
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
  void aSenderMayBe256EntriesBehind() {
    fill(257);

    assertThat(positions(send(alice, world.send(1, world.message(alice))))).containsExactly(258L);
  }

  @Test
  void aSenderFurtherBehindHasToSyncFirst() {
    fill(300);

    assertThat(refusal(alice, world.send(1, world.message(alice)))).isEqualTo(new Refusal.SyncFirst(300));
    assertThat(positions(send(alice, world.send(300, world.message(alice))))).containsExactly(301L);
  }

  @Test
  void aRetryIsToldItsSequenceEvenIfTheSenderIsFarBehind() {
    SendRequest request = world.send(1, world.message(alice));
    send(alice, request);
    fill(300);

    assertThat(positions(send(alice, request))).containsExactly(2L);
  }

  @Test
  void aCursorBeyondTheEndFallsBackOnTheNewestEntry() {
    assertThat(positions(send(alice, world.send(1_000, world.message(alice))))).containsExactly(2L);
  }

  @Test
  void aCursorWhoseEntryHasVanishedFallsBackOnWhatIsLeft() {
    fill(5);
    world.tables.vanish(world.id, 2);

    assertThat(positions(send(alice, world.send(2, world.message(alice))))).containsExactly(6L);
  }

  @Test
  void aPositionIsNotGivenOutTwiceThoughItsEntryHasVanished() {
    fill(5);
    world.tables.raise(world.id, new Head(5, world.now));
    IntStream.rangeClosed(1, 5).forEach(seq -> world.tables.vanish(world.id, seq));

    assertThat(positions(send(alice, world.send(5, world.message(alice))))).containsExactly(6L);
  }

  @Test
  void aPositionIsNotGivenOutTwiceThoughAnOlderEntryOutlivedIt() {
    fill(5);
    world.tables.raise(world.id, new Head(5, world.now));
    world.tables.vanish(world.id, 4);
    world.tables.vanish(world.id, 5);

    assertThat(positions(send(alice, world.send(3, world.message(alice))))).containsExactly(6L);
  }

  @Test
  void aHeadThatIsAheadOfWhatWasReadIsCaughtUpWith() {
    fill(3);
    var risen = new CountDownLatch(1);
    Log log = new Faults<>(Log.class, world.tables).after("marks", 1, marks -> {
      fill(5);
      world.tables.raise(world.id, new Head(5, world.now));
      risen.countDown();
      return marks;
    }).port();
    Conversations later = new Faults<>(Conversations.class, world.tables).before("find", 1, () -> await(risen)).port();

    Sent sent = sending(world.devices, later, log).send(Samples.caller(alice), world.send(3, world.message(alice)));

    assertThat(positions(sent)).containsExactly(6L);
  }

  @Test
  void aTakenPositionIsALostRaceThatGoesOnBehindTheWinner() {
    Log log = new Faults<>(Log.class, world.tables)
        .before("append", 1, () -> send(bob, world.send(1, world.message(bob)))).port();

    Sent sent = sending(world.devices, world.tables, log).send(Samples.caller(alice),
        world.send(1, world.message(alice)));

    assertThat(positions(sent)).containsExactly(3L);
  }

  @Test
  void aWriteWhoseAnswerWasLostInsideTheClientIsRecognised() {
    // The SDK repeats a put that got no answer; the repetition finds the position taken, by itself.
    Log log = new Faults<>(Log.class, world.tables).after("append", 1, _ -> false).port();

    Sent sent = sending(world.devices, world.tables, log).send(Samples.caller(alice),
        world.send(1, world.message(alice), world.message(alice)));

    assertThat(positions(sent)).containsExactly(2L, 3L);
    assertThat(world.positions()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whoeverLosesEveryRaceIsToldToTryAgain() {
    Log log = new Faults<>(Log.class, world.tables).instead("append", () -> false).port();

    RefusedException refused = catchThrowableOfType(RefusedException.class,
        () -> sending(world.devices, world.tables, log).send(Samples.caller(alice),
            world.send(1, world.message(alice))));

    assertThat(refused.refusal()).isInstanceOf(Refusal.Busy.class);
  }

  @Test
  void aSendThatLosesRacesGivesUpWhileADeviceThatItOverlookedMayStillAskForTheMessage() {
    Faults<Log> losing = new Faults<>(Log.class, world.tables)
        .before("append", 1, () -> later(Duration.ofSeconds(5))).before("append", 2, () -> later(Duration.ofSeconds(3)))
        .instead("append", () -> false);

    RefusedException refused = catchThrowableOfType(RefusedException.class,
        () -> sending(world.devices, world.tables, losing.port()).send(Samples.caller(alice),
            world.send(1, world.message(alice))));

    assertThat(refused.refusal()).isInstanceOf(Refusal.Busy.class);
    assertThat(losing.calls("append")).isEqualTo(2);
  }

  @Test
  void nothingIsPutIntoTheLogOnceTheDevicesWereReadTooLongAgo() {
    Faults<Log> log = new Faults<>(Log.class, world.tables).before("marks", 1, () -> later(Sending.PATIENCE));

    RefusedException refused = catchThrowableOfType(RefusedException.class,
        () -> sending(world.devices, world.tables, log.port()).send(Samples.caller(alice),
            world.send(1, world.message(alice))));

    assertThat(refused.refusal()).isInstanceOf(Refusal.Busy.class);
    assertThat(world.positions()).containsExactly(1L);
  }

  @Test
  void theMessagesOfAFrameThatComeTooLateAreLeftToTheNextAttempt() {
    Log log = new Faults<>(Log.class, world.tables).before("append", 2, () -> later(Sending.PATIENCE)).port();
    SendRequest request = world.send(1, world.message(alice), world.message(alice), world.message(alice));

    Sent sent = sending(world.devices, world.tables, log).send(Samples.caller(alice), request);

    assertThat(positions(sent)).containsExactly(2L, 3L);
    assertThat(sent.stopped()).containsInstanceOf(Refusal.Busy.class);
    assertThat(positions(send(alice, request))).containsExactly(2L, 3L, 4L);
  }

  @Test
  void whatWasAcceptedBeforeTheServiceGotBusyIsAnswered() {
    Log log = new Faults<>(Log.class, world.tables).before("append", 2, () -> {
      throw new Refusal.Busy().exception();
    }).port();

    Sent sent = sending(world.devices, world.tables, log).send(Samples.caller(alice),
        world.send(1, world.message(alice), world.message(alice)));

    assertThat(positions(sent)).containsExactly(2L);
    assertThat(sent.stopped()).isEqualTo(Optional.of(new Refusal.Busy()));
  }

  @Test
  void notesToOneselfGoToTheOwnOtherDevices() {
    var notes = world.open(alice, alice).id();

    Sent sent = send(alice,
        new SendRequest(notes, 1, List.of(Samples.envelope(Samples.message(1), 1, List.of(world.aliceLaptop)))));

    assertThat(positions(sent)).containsExactly(2L);
    assertThat(sent.audience()).extracting(share -> share.device().id()).containsExactly(world.aliceLaptop.id());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void later(Duration duration) {
    world.now = world.now.plus(duration);
  }

  /** Fills the log up to this position. */
  private void fill(int last) {
    for (long seq = world.positions().getLast() + 1; seq <= last; seq++) {
      world.tables.append(world.id, new Entry.Message(seq, world.now, bob.account(), bob.id(), 1,
          Samples.envelope(Samples.message(1_000 + (int) seq), 1, world.others(bob))), world.now.plus(World.RETENTION));
    }
  }
}
