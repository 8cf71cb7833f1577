package app.culver.core.redelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.core.conversation.Block;
import app.culver.core.delivery.Delivery;
import app.culver.core.delivery.Event;
import app.culver.core.delivery.LiveConnections.Posted;
import app.culver.core.delivery.Order;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.log.Envelope;
import app.culver.core.log.Log;
import app.culver.core.membership.Role;
import app.culver.core.memory.Faults;
import app.culver.core.memory.GroupWorld;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.push.PushRequest;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Receipts;
import app.culver.core.receipt.Watermarks;
import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.RefusedException;
import app.culver.core.send.SendRequest;
import app.culver.core.send.Sending;
import app.culver.core.send.Sent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Alice writes to a large group, and what she ordered is carried out. */
@Timeout(20)
class OrdersTest {
  private static final int LARGE = 120;

  private final GroupWorld group = new GroupWorld();
  private final List<Device> people = group.grow(LARGE);
  private final List<PushRequest> asked = Collections.synchronizedList(new ArrayList<>());
  private Devices devices = group.world.devices;
  private Log log = group.world.tables;
  private Receipts receipts = group.world.tables;

  private Redelivery redelivery() {
    return new Redelivery(receipts, group.world.tables, devices, log,
        new Delivery(group.world.connections, group.world.devices, new Delivery.Limits(64, Duration.ofMillis(500))),
        event -> Long.toString(((Event.Appended) event).entry().seq()).getBytes(StandardCharsets.UTF_8), requests -> {
          asked.addAll(requests);
          return List.of();
        }, () -> group.world.now);
  }

  private Sent write(int messages) {
    Envelope[] envelopes = new Envelope[messages];
    for (int i = 0; i < messages; i++) {
      envelopes[i] = group.message();
    }
    return new Sending(group.world.devices, group.world.tables, group.world.tables, () -> group.world.now,
        World.RETENTION, _ -> {}).send(Samples.caller(group.alice),
            new SendRequest(group.id, group.conversation().change(), List.of(envelopes)));
  }

  private List<String> posts(Device device) {
    return group.world.connections.frames(device.presence().orElseThrow().connection().value());
  }

  private void acknowledge(Device device, long seq) {
    group.world.tables.raise(group.id, new Receipt(device.account(), device.id(), new Watermarks(seq, 0)));
  }

  private static Order holding(List<Order> orders, Device device) {
    return orders.stream().filter(order -> order.accounts().contains(device.account())).findFirst().orElseThrow();
  }

  private static String seq(Sent sent, int message) {
    return Long.toString(sent.accepted().get(message).seq());
  }

  @Test
  void togetherTheOrdersReachEverybodyElseOnce() {
    Sent sent = write(2);

    sent.orders().forEach(redelivery()::reach);

    assertThat(people).allSatisfy(person -> assertThat(posts(person)).containsExactly(seq(sent, 0), seq(sent, 1)));
    assertThat(posts(group.bob)).containsExactly(seq(sent, 0), seq(sent, 1));
    assertThat(posts(group.alice)).isEmpty();
    assertThat(posts(group.world.aliceLaptop)).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void anOrderReachesWhomItNames() {
    Order order = write(1).orders().getFirst();

    redelivery().reach(order);

    assertThat(people).filteredOn(person -> !posts(person).isEmpty()).extracting(Device::account)
        .isSubsetOf(order.accounts());
    assertThat(group.world.connections.delivered()).isEqualTo(order.accounts().size());
  }

  @Test
  void whoHasAcknowledgedIsLeftInPeace() {
    Sent sent = write(2);
    Device one = people.getFirst();
    Device other = people.getLast();
    acknowledge(one, sent.accepted().getFirst().seq());
    acknowledge(other, sent.accepted().getLast().seq());

    sent.orders().forEach(redelivery()::reach);

    assertThat(posts(one)).containsExactly(seq(sent, 1));
    assertThat(posts(other)).isEmpty();
  }

  @Test
  void anOrderThatEverybodyHasAcknowledgedReachesNobody() {
    Sent sent = write(1);
    people.forEach(person -> acknowledge(person, sent.accepted().getFirst().seq()));
    acknowledge(group.bob, sent.accepted().getFirst().seq());

    assertThat(sent.orders()).allSatisfy(
        order -> assertThat(redelivery().reach(order)).isEqualTo(Reached.NOBODY));
  }

  @Test
  void whoIsAwayIsToBeWokenOnceForTheLastMessage() {
    Device away = people.get(7);
    group.world.devices.put(Samples.wakeable(away, "token"));
    Sent sent = write(3);

    sent.orders().forEach(redelivery()::reach);

    assertThat(asked).containsExactly(new PushRequest(away.account(), away.id(), group.id,
        sent.accepted().getLast().seq(), group.world.now));
  }

  @ParameterizedTest
  @EnumSource(value = Posted.class, names = {"GONE", "FAILED"})
  void whoseSocketDoesNotTakeItIsToBeWoken(Posted posted) {
    Device gone = Samples.connected(Samples.wakeable(people.get(7), "token"), "gone", Samples.NOW);
    group.world.devices.put(gone);
    group.world.connections.answer("gone", posted);

    write(1).orders().forEach(redelivery()::reach);

    assertThat(asked).extracting(PushRequest::device).containsExactly(gone.id());
    assertThat(group.world.devices.of(gone.account()).getFirst().presence().isEmpty()).isEqualTo(posted == Posted.GONE);
  }

  @Test
  void aSocketThatHangsHoldsUpNobody() {
    Device hanging = people.get(7);
    group.world.connections.hang(hanging.presence().orElseThrow().connection().value());
    Order order = holding(write(1).orders(), hanging);

    redelivery().reach(order);

    assertThat(group.world.connections.delivered()).isEqualTo(order.accounts().size() - 1);
  }

  @Test
  void whoWasRemovedMeanwhileIsPassedOver() {
    Device removed = people.get(7);
    Sent sent = write(1);
    group.change(group.alice, GroupWorld.removed(removed));

    sent.orders().forEach(redelivery()::reach);

    assertThat(posts(removed)).isEmpty();
    assertThat(posts(people.get(8))).containsExactly(seq(sent, 0));
  }

  /** Nobody orders that, but an order is only believed as far as the log and the members bear it out. */
  @Test
  void whoIsNoReaderHearsNothingThoughNamed() {
    group.world.tables.set(new Block(group.carol.account(), group.alice.account(), group.world.now, 0, 0));
    group.change(group.alice, GroupWorld.added(group.carol, Role.MEMBER));
    Sent sent = write(1);
    group.change(group.bob, GroupWorld.added(group.mallory, Role.MEMBER));
    long seq = sent.accepted().getFirst().seq();
    Device stranger = group.person(99);

    redelivery().reach(new Order(group.id, seq, seq,
        List.of(group.bob.account(), group.mallory.account(), group.carol.account(), stranger.account())));

    assertThat(posts(group.bob)).containsExactly(Long.toString(seq));
    assertThat(List.of(group.carol, group.mallory, stranger)).allSatisfy(
        device -> assertThat(posts(device)).isEmpty());
    assertThat(sent.orders()).flatExtracting(Order::accounts).doesNotContain(group.carol.account());
  }

  @Test
  void whatHasExpiredIsNotPosted() {
    Sent sent = write(1);
    group.world.now = group.world.now.plus(World.RETENTION);
    people.forEach(person -> group.world.devices.put(later(person)));

    sent.orders().forEach(redelivery()::reach);

    assertThat(group.world.connections.delivered()).isZero();
  }

  private Device later(Device device) {
    return new Device(device.account(), device.id(), device.signingKey(), device.sealingKey(), device.name(),
        device.addedAt(), device.session(), group.world.now.plusSeconds(60), device.presence(), device.push());
  }

  /** What reads cannot tell is thrown, so that the order comes again. */
  @Test
  void aReadThatFailsFailsTheOrderAndTheNextTimeReachesAll() {
    Sent sent = write(1);
    Order order = sent.orders().getFirst();
    Runnable busy = () -> {
      throw new Busy().exception();
    };
    devices = new Faults<>(Devices.class, group.world.devices).before("of", 3, busy).port();
    assertThatThrownBy(() -> redelivery().reach(order)).isInstanceOf(RefusedException.class);
    devices = group.world.devices;
    log = new Faults<>(Log.class, group.world.tables).before("read", 1, busy).port();
    assertThatThrownBy(() -> redelivery().reach(order)).isInstanceOf(RefusedException.class);
    receipts = new Faults<>(Receipts.class, group.world.tables).before("standing", 1, busy).port();
    assertThatThrownBy(() -> redelivery().reach(order)).isInstanceOf(RefusedException.class);
    assertThat(group.world.connections.delivered()).isZero();
    receipts = group.world.tables;

    redelivery().reach(order);

    assertThat(group.world.connections.delivered()).isEqualTo(order.accounts().size());
  }
}
