package app.culver.core.redelivery;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.delivery.Delivery;
import app.culver.core.delivery.Event;
import app.culver.core.delivery.Order;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import app.culver.core.log.Envelope;
import app.culver.core.memory.GroupWorld;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Watermarks;
import app.culver.core.send.SendRequest;
import app.culver.core.send.Sending;
import app.culver.core.send.Sent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Orders are carried out in any order, twice, or never, while members go; then comes the net below them. */
class OrdersPropertiesTest {
  private GroupWorld group;
  private Redelivery redelivery;

  private void begin() {
    group = new GroupWorld();
    redelivery = new Redelivery(group.world.tables, group.world.tables, group.world.devices, group.world.tables,
        new Delivery(group.world.connections, group.world.devices, Delivery.Limits.USUAL),
        event -> Long.toString(((Event.Appended) event).entry().seq()).getBytes(StandardCharsets.UTF_8),
        _ -> List.of(), () -> group.world.now);
  }

  private Sent write(Random random) {
    Envelope[] messages = Stream.generate(group::message).limit(1 + random.nextInt(3)).toArray(Envelope[]::new);
    return new Sending(group.world.devices, group.world.tables, group.world.tables, () -> group.world.now,
        World.RETENTION, _ -> {}).send(Samples.caller(group.alice),
            new SendRequest(group.id, group.conversation().change(), List.of(messages)));
  }

  private List<String> posts(Device device) {
    return group.world.connections.frames(device.presence().orElseThrow().connection().value());
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void whateverBecomesOfThemEachReaderIsReachedAndNobodyElse(@ForAll Random random) {
    begin();
    List<Device> readers = new ArrayList<>(group.grow(65 + random.nextInt(100)));
    readers.add(group.bob);
    Sent sent = write(random);
    List<String> expected = sent.accepted().stream().map(entry -> Long.toString(entry.seq())).toList();
    long last = sent.accepted().getLast().seq();

    List<Order> arriving = new ArrayList<>();
    sent.orders().forEach(order -> arriving.addAll(Collections.nCopies(random.nextInt(3), order)));
    Collections.shuffle(arriving, random);
    Device removed = readers.remove(random.nextInt(readers.size()));
    int removal = random.nextInt(arriving.size() + 1);
    for (int i = 0; i <= arriving.size(); i++) {
      if (i == removal) {
        group.change(group.alice, GroupWorld.removed(removed));
      }
      if (i < arriving.size()) {
        redelivery.reach(arriving.get(i));
      }
    }

    Set<AccountId> ordered = Set.copyOf(arriving.stream().flatMap(order -> order.accounts().stream()).toList());
    assertThat(readers).allSatisfy(reader -> assertThat(Set.copyOf(posts(reader)))
        .isEqualTo(ordered.contains(reader.account()) ? Set.copyOf(expected) : Set.of()));
    readers.stream().filter(reader -> ordered.contains(reader.account()) && random.nextBoolean())
        .forEach(reader -> group.world.tables.raise(group.id,
            new Receipt(reader.account(), reader.id(), new Watermarks(last, 0))));
    redelivery.reach(new Stretch(group.id, sent.accepted().getFirst().seq(), last, group.world.now));

    assertThat(readers).allSatisfy(
        reader -> assertThat(Set.copyOf(posts(reader))).isEqualTo(Set.copyOf(expected)));
    assertThat(expected).containsAll(posts(removed));
    assertThat(List.of(group.alice, group.carol, group.mallory)).allSatisfy(
        device -> assertThat(posts(device)).isEmpty());
  }
}
