package app.culver.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import app.culver.core.conversation.Conversations;
import app.culver.core.conversation.Head;
import app.culver.core.log.Envelope;
import app.culver.core.log.Log;
import app.culver.core.memory.Faults;
import app.culver.core.memory.Samples;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What others do while a message is on its way. */
class SendingRacesTest extends SendingFixture {
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
}
