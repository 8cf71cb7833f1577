package app.culver.core.redelivery;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.block.Blocking;
import app.culver.core.delivery.Delivery;
import app.culver.core.delivery.Event;
import app.culver.core.delivery.LiveConnections.Posted;
import app.culver.core.device.Device;
import app.culver.core.device.Push;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Envelope;
import app.culver.core.log.Log;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.push.PushRequest;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Watermarks;
import app.culver.core.send.Sending;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Nobody was told of what was sent, as if each sending invocation had died after its write. */
class RedeliveryTest {
  private static final ConversationId ELSEWHERE = new ConversationId("AAAAAAAAAAAAAAAAAAAAAA");

  private final World world = new World();
  private final List<PushRequest> asked = new ArrayList<>();
  private final Redelivery redelivery = new Redelivery(world.tables, world.tables, world.devices, world.tables,
      new Delivery(world.connections, world.devices, Delivery.Limits.USUAL),
      event -> Long.toString(((Event.Appended) event).entry().seq()).getBytes(StandardCharsets.UTF_8), requests -> {
        asked.addAll(requests);
        return List.of();
      }, () -> world.now);

  private void send(Device sender, int messages) {
    for (int i = 0; i < messages; i++) {
      Envelope message = world.message(sender);
      new Sending(world.devices, world.tables, world.tables, () -> world.now, World.RETENTION, _ -> {})
          .send(Samples.caller(sender), world.send(1, message));
    }
  }

  private void acknowledge(Device device, long seq) {
    world.tables.raise(world.id, new Receipt(device.account(), device.id(), new Watermarks(seq, 0)));
  }

  private Reached reach(long from, long to) {
    return redelivery.reach(new Stretch(world.id, from, to, world.now));
  }

  private List<String> posts(Device device) {
    return world.connections.frames(World.socket(device));
  }

  @Test
  void everyDeviceButTheSendingOneGetsWhatItHasNotAcknowledged() {
    send(world.alicePhone, 2);
    acknowledge(world.aliceLaptop, 2);

    reach(2, 3);

    assertThat(posts(world.bobPhone)).containsExactly("2", "3");
    assertThat(posts(world.aliceLaptop)).containsExactly("3");
    assertThat(posts(world.alicePhone)).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void nobodyIsTroubledWhoHasAcknowledged() {
    send(world.alicePhone, 1);
    acknowledge(world.aliceLaptop, 2);
    acknowledge(world.bobPhone, 2);

    assertThat(reach(2, 2)).isEqualTo(Reached.NOBODY);

    assertThat(world.connections.delivered()).isZero();
  }

  @Test
  void whoIsAwayIsToBeWokenForTheLastEntry() {
    send(world.alicePhone, 2);
    Device away = world.devices.put(Samples.wakeable(away(world.bobPhone), "token"));

    reach(2, 3);

    assertThat(asked).containsExactly(new PushRequest(away.account(), away.id(), world.id, 3, world.now));
  }

  @Test
  void whoWasWokenSinceIsNotWokenAgain() {
    send(world.alicePhone, 1);
    Push push = new Push(Samples.target("token"), world.now, Map.of(), world.now);
    world.devices.put(Samples.pushed(away(world.bobPhone), push));

    reach(2, 2);

    assertThat(asked).isEmpty();
  }

  /** An entry's time is from before its put: in between a device may be woken because of another one, and find nothing. */
  @Test
  void whoWasWokenBeforeTheEntryWasThereIsWokenAgain() {
    send(world.alicePhone, 1);
    Push push = new Push(Samples.target("token"), world.now, Map.of(ELSEWHERE, 9L), Instant.EPOCH);
    world.devices.put(Samples.pushed(away(world.bobPhone), push));
    world.now = world.now.plusSeconds(40);

    reach(2, 2);

    assertThat(asked).containsExactly(new PushRequest(world.bobPhone.account(), world.bobPhone.id(), world.id, 2,
        world.now.minusSeconds(40).plus(Log.LONGEST_APPEND)));
  }

  @Test
  void whoWasWokenForTheEntryIsNotWokenAgain() {
    send(world.alicePhone, 1);
    Push push = new Push(Samples.target("token"), world.now, Map.of(world.id, 2L), Instant.EPOCH);
    world.devices.put(Samples.pushed(away(world.bobPhone), push));
    world.now = world.now.plusSeconds(40);

    reach(2, 2);

    assertThat(asked).isEmpty();
  }

  @Test
  void whoseSocketIsGoneIsToBeWoken() {
    send(world.alicePhone, 1);
    world.devices.put(Samples.wakeable(world.bobPhone, "token"));
    world.connections.answer(World.socket(world.bobPhone), Posted.GONE);

    reach(2, 2);

    assertThat(asked).extracting(PushRequest::device).containsExactly(world.bobPhone.id());
    assertThat(world.devices.of(world.bobPhone.account()).getFirst().presence()).isEmpty();
  }

  @Test
  void nobodyIsWokenByTheirOwnMessages() {
    send(world.alicePhone, 1);
    world.devices.put(Samples.wakeable(away(world.aliceLaptop), "token"));
    acknowledge(world.bobPhone, 2);

    reach(2, 2);

    assertThat(asked).isEmpty();
  }

  @Test
  void ofALongStretchTheEndIsPosted() {
    send(world.alicePhone, Redelivery.MOST_ENTRIES + 8);

    reach(2, Redelivery.MOST_ENTRIES + 9);

    assertThat(posts(world.bobPhone)).isEqualTo(
        LongStream.rangeClosed(10, Redelivery.MOST_ENTRIES + 9).mapToObj(Long::toString).toList());
  }

  @Test
  void whatHasExpiredIsNotPosted() {
    send(world.alicePhone, 1);
    world.now = world.now.plus(World.RETENTION);

    assertThat(reach(2, 2)).isEqualTo(Reached.NOBODY);
  }

  @Test
  void whoJoinedLaterGetsNothingFromBefore() {
    send(world.alicePhone, 1);
    world.join(world.malloryPhone, 3);

    reach(2, 3);

    assertThat(posts(world.malloryPhone)).containsExactly("3");
  }

  @Test
  void whoWasRemovedIsToldOfThatAndOfNothingMore() {
    world.join(world.malloryPhone, 2);
    world.remove(world.malloryPhone, 3);
    send(world.alicePhone, 1);

    reach(2, 4);

    assertThat(posts(world.malloryPhone)).containsExactly("3");
  }

  @Test
  void whoWasRemovedAndIsToldByTheirSocketIsNotWoken() {
    world.devices.put(listening(world.malloryPhone));
    world.join(world.malloryPhone, 2);
    world.remove(world.malloryPhone, 3);

    reach(2, 3);

    assertThat(posts(world.malloryPhone)).containsExactly("3");
    assertThat(asked).isEmpty();
  }

  @Test
  void whoWasRemovedAndIsAwayIsToBeWoken() {
    Device away = world.devices.put(Samples.wakeable(away(world.malloryPhone), "token"));
    world.join(world.malloryPhone, 2);
    world.remove(world.malloryPhone, 3);

    reach(2, 3);

    assertThat(asked).containsExactly(new PushRequest(away.account(), away.id(), world.id, 3, world.now));
  }

  @Test
  void whoWasRemovedBeforeMoreThanIsReadIsToldOfThat() {
    world.join(world.malloryPhone, 2);
    world.remove(world.malloryPhone, 3);
    world.join(world.aliceLaptop, 4);
    send(world.alicePhone, Redelivery.MOST_ENTRIES);

    reach(2, 4L + Redelivery.MOST_ENTRIES);

    assertThat(posts(world.malloryPhone)).containsExactly("3");
  }

  @Test
  void whoseRemovalLiesBeforeTheStretchIsNotToldAgain() {
    world.join(world.malloryPhone, 2);
    world.remove(world.malloryPhone, 3);
    send(world.alicePhone, 1);

    reach(4, 4);

    assertThat(posts(world.malloryPhone)).isEmpty();
  }

  @Test
  void whoBlocksIsNotToldOfAConversationThatTheBlockedOneBegan() {
    Device blocker = world.devices.put(listening(world.malloryPhone));
    new Blocking(world.devices, _ -> true, world.tables, world.tables, () -> world.now).block(Samples.caller(blocker),
        world.alicePhone.account());
    ConversationId begun = world.open(world.alicePhone, blocker).id();

    redelivery.reach(new Stretch(begun, 1, 1, world.now));

    assertThat(posts(world.malloryPhone)).isEmpty();
    assertThat(asked).isEmpty();
    assertThat(posts(world.aliceLaptop)).containsExactly("1");
  }

  @Test
  void whoseSocketTakesPostsWithoutAnAcknowledgementIsToBeWoken() {
    send(world.alicePhone, 1);
    world.devices.put(listening(world.bobPhone));

    reach(2, 2);

    assertThat(posts(world.bobPhone)).containsExactly("2");
    assertThat(asked).extracting(PushRequest::device).containsExactly(world.bobPhone.id());
  }

  @Test
  void whoKnowsOfTheirRemovalIsLeftAlone() {
    world.join(world.malloryPhone, 2);
    world.remove(world.malloryPhone, 3);
    acknowledge(world.malloryPhone, 3);

    reach(2, 3);

    assertThat(posts(world.malloryPhone)).isEmpty();
  }

  @Test
  void whoWasAddedAgainIsToldOfThatAlone() {
    world.join(world.malloryPhone, 2);
    world.remove(world.malloryPhone, 3);
    world.join(world.malloryPhone, 4);

    reach(2, 4);

    assertThat(posts(world.malloryPhone)).containsExactly("4");
  }

  @Test
  void aConversationThatIsNotThereHasNobodyToReach() {
    assertThat(redelivery.reach(new Stretch(new ConversationId("AAAAAAAAAAAAAAAAAAAAAA"), 1, 1, world.now)))
        .isEqualTo(Reached.NOBODY);
  }

  /** One that has a token, too. */
  private static Device listening(Device device) {
    return Samples.connected(Samples.wakeable(device, "token"), World.socket(device), Samples.NOW);
  }

  private static Device away(Device device) {
    return new Device(device.account(), device.id(), device.signingKey(), device.sealingKey(), device.name(),
        device.addedAt(), device.session(), device.expires(), Optional.empty(), device.push());
  }
}
