package app.culver.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import app.culver.core.conversation.Block;
import app.culver.core.delivery.Order;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.identifier.AccountId;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import app.culver.core.membership.Member;
import app.culver.core.membership.Role;
import app.culver.core.memory.GroupWorld;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.refusal.Refusal.DeviceOf;
import app.culver.core.refusal.Refusal.StaleDeviceList;
import app.culver.core.refusal.RefusedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** Alice, who has a laptop too, writes to a group that is too large for one invocation to tell all of it. */
class LargeGroupSendingTest {
  private static final int LARGE = FanOut.MOST_MEMBERS + 1;

  private final GroupWorld group = new GroupWorld();
  /** Whose devices were read. */
  private final List<AccountId> read = Collections.synchronizedList(new ArrayList<>());
  private final Devices devices = account -> {
    read.add(account);
    return group.world.devices.of(account);
  };

  private Sent send(Envelope... envelopes) {
    return new Sending(devices, group.world.tables, group.world.tables, () -> group.world.now, World.RETENTION,
        _ -> {}).send(Samples.caller(group.alice),
            new SendRequest(group.id, 1, List.of(envelopes)));
  }

  private List<AccountId> others() {
    return group.conversation().members().stream().map(Member::account)
        .filter(account -> !account.equals(group.alice.account())).toList();
  }

  private static List<AccountId> ordered(Sent sent) {
    return sent.orders().stream().flatMap(order -> order.accounts().stream()).toList();
  }

  private static Stream<AccountId> told(Sent sent) {
    return sent.audience().stream().map(share -> share.device().account());
  }

  @Test
  void upToTheBoundEverybodyIsToldAtOnce() {
    group.grow(FanOut.MOST_MEMBERS);

    Sent sent = send(group.message());

    assertThat(sent.orders()).isEmpty();
    assertThat(told(sent)).containsAll(others());
  }

  @Test
  void aboveItNobodyElsesDevicesAreReadAndOthersAreToTell() {
    group.grow(LARGE);

    Sent sent = send(group.message());

    assertThat(read).containsExactly(group.alice.account());
    assertThat(sent.audience()).extracting(share -> share.device().id())
        .containsExactly(group.world.aliceLaptop.id());
    assertThat(ordered(sent)).isEqualTo(others());
    long seq = sent.accepted().getFirst().seq();
    assertThat(sent.orders()).hasSize(2).allSatisfy(order -> {
      assertThat(order.conversation()).isEqualTo(group.id);
      assertThat(order.from()).isEqualTo(seq);
      assertThat(order.to()).isEqualTo(seq);
    });
  }

  @Test
  void aRepetitionOrdersTheSame() {
    group.grow(LARGE);
    Envelope message = group.message();
    Sent sent = send(message);

    assertThat(send(message).orders()).isEqualTo(sent.orders());
  }

  @Test
  void messagesThatStandCloseTogetherShareTheirOrders() {
    group.grow(LARGE);

    Sent sent = send(group.message(), group.message(), group.message());

    long first = sent.accepted().getFirst().seq();
    assertThat(sent.orders()).hasSize(2).allSatisfy(order -> {
      assertThat(order.from()).isEqualTo(first);
      assertThat(order.to()).isEqualTo(first + 2);
    });
  }

  /** Nobody is posted what lies between a message of long ago, which is repeated, and a new one. */
  @Test
  void messagesThatStandFarApartDoNot() {
    group.grow(LARGE);
    Envelope first = group.message();
    long seq = send(first).accepted().getFirst().seq();
    for (int i = 1; i < Order.MOST_ENTRIES; i++) {
      group.append(group.bob);
    }

    Sent sent = send(first, group.message());

    assertThat(sent.orders()).hasSize(4);
    assertThat(sent.orders()).extracting(Order::from, Order::to).containsOnly(
        tuple(seq, seq),
        tuple(seq + Order.MOST_ENTRIES, seq + Order.MOST_ENTRIES));
  }

  @Test
  void whoIsAddedWhileTheMessageIsOnItsWayIsToldOfWhatFollows() {
    group.grow(LARGE);
    Envelope before = group.message();
    send(before);
    group.change(group.bob, GroupWorld.added(group.carol, Role.MEMBER));

    Sent sent = send(before, group.message());

    assertThat(sent.orders()).filteredOn(order -> order.accounts().contains(group.carol.account()))
        .extracting(Order::from).containsExactly(sent.accepted().getLast().seq());
  }

  @Test
  void aGroupThatHasGrownAcrossTheBoundMeanwhileIsTreatedAsItIs() {
    group.grow(FanOut.MOST_MEMBERS);
    group.world.tables.hold(group.id, group.world.now.plusSeconds(2));

    Sent sent = new Sending(devices, group.world.tables, group.world.tables, () -> group.world.now, World.RETENTION,
        _ -> group.change(group.bob, GroupWorld.added(group.carol, Role.MEMBER)))
        .send(Samples.caller(group.alice), new SendRequest(group.id, 1, List.of(group.message())));

    assertThat(ordered(sent)).isEqualTo(others());
  }

  @Test
  void aGroupThatHasShrunkMeanwhileIsToldAtOnce() {
    group.grow(LARGE);
    group.world.tables.hold(group.id, group.world.now.plusSeconds(2));

    Sent sent = new Sending(devices, group.world.tables, group.world.tables, () -> group.world.now, World.RETENTION,
        _ -> group.change(group.alice, GroupWorld.removed(group.bob)))
        .send(Samples.caller(group.alice), new SendRequest(group.id, 1, List.of(group.message())));

    assertThat(sent.orders()).isEmpty();
    assertThat(told(sent)).containsAll(others()).doesNotContain(group.bob.account());
  }

  /** Most of its members have no device left; to those who have one a message can be sealed. */
  @Test
  void whatIsSealedToDevicesIsCheckedAgainstAllOfThem() {
    List<Device> people = group.grow(LARGE);
    people.forEach(person -> group.world.devices.remove(person.id()));
    Envelope stale = Samples.envelope(Samples.message(77), 77, List.of(group.world.aliceLaptop));

    assertThat(catchThrowableOfType(RefusedException.class, () -> send(stale)).refusal()).isEqualTo(
        new StaleDeviceList(List.of(new DeviceOf(group.bob.account(), group.bob.id())), List.of()));

    Sent sent = send(Samples.envelope(Samples.message(77), 77, List.of(group.world.aliceLaptop, group.bob)));
    assertThat(ordered(sent)).isEqualTo(others());
    assertThat(told(sent)).containsExactly(group.alice.account());
  }

  /** Whoever comes, goes and blocks: each reader is told of each message once, and nobody else is. */
  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void eachReaderIsToldOfEachMessageByOneWayOrTheOther(@ForAll Random random) {
    GroupWorld large = new GroupWorld();
    List<Device> people = large.grow(FanOut.MOST_MEMBERS - 3 + random.nextInt(60));
    for (int i = random.nextInt(6); i > 0; i--) {
      Device one = people.get(random.nextInt(people.size()));
      if (large.conversation().members().stream().anyMatch(member -> member.account().equals(one.account()))) {
        large.change(large.alice, GroupWorld.removed(one));
        if (random.nextBoolean()) {
          large.world.tables.set(new Block(one.account(), large.alice.account(), large.world.now, 0, 0));
        }
      } else {
        large.change(large.alice, GroupWorld.added(one, Role.MEMBER));
      }
    }
    Envelope[] messages = Stream.generate(large::message).limit(1 + random.nextInt(3)).toArray(Envelope[]::new);
    Sent sent = new Sending(large.world.devices, large.world.tables, large.world.tables, () -> large.world.now,
        World.RETENTION, _ -> {}).send(Samples.caller(large.alice),
            new SendRequest(large.id, large.conversation().change(), List.of(messages)));

    List<AccountId> readers = large.conversation().members().stream().filter(member -> !member.hidden())
        .map(Member::account).toList();
    for (Entry.Message message : sent.accepted()) {
      List<AccountId> told = Stream.concat(
          sent.audience().stream().filter(share -> share.messages().contains(message))
              .map(share -> share.device().account()),
          sent.orders().stream().filter(order -> order.from() <= message.seq() && message.seq() <= order.to())
              .flatMap(order -> order.accounts().stream()))
          .toList();
      assertThat(told).containsExactlyInAnyOrderElementsOf(readers);
    }
  }
}
