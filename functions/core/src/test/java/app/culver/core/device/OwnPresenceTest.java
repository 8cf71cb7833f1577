package app.culver.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.memory.Faults;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.refusal.Refusal.Busy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class OwnPresenceTest {
  private final World world = new World();
  private final Device device = world.bobPhone;
  private final Presence socket = new Presence(new ConnectionId("frames-come-from-here"), Samples.NOW);
  private final Faults<Presences> presences = new Faults<>(Presences.class, world.devices);

  private final List<ConnectionId> replaced = new CopyOnWriteArrayList<>();

  private Optional<Presence> afterAFrame(Device of) {
    try (var own = new OwnPresence(world.devices, presences.port(), Samples.caller(device), socket,
        replaced::add)) {
      own.of(of.account());
    }
    return world.devices.of(device.account()).getFirst().presence();
  }

  @Test
  void aFrameRepairsItsOwnMissingPresence() {
    world.devices.clear(device.account(), device.id(), new ConnectionId(World.socket(device)));

    assertThat(afterAFrame(device)).contains(socket);
  }

  @Test
  void anOlderSocketThatARepairDisplacesIsHandedOver() {
    ConnectionId held = new ConnectionId(World.socket(device));
    world.devices.clear(device.account(), device.id(), held);
    presences.before("claim", 1,
        () -> world.devices.claim(Samples.caller(device), new Presence(held, Samples.NOW.minusSeconds(60))));

    assertThat(afterAFrame(device)).contains(socket);
    assertThat(replaced).containsExactly(held);
  }

  @Test
  void aRepairThatFailsFailsNothingElse() {
    world.devices.clear(device.account(), device.id(), new ConnectionId(World.socket(device)));
    presences.before("claim", 1, () -> {
      throw new Busy().exception();
    });

    assertThat(afterAFrame(device)).isEmpty();
  }

  @Test
  void theSocketThatHoldsThePresenceKeepsIt() {
    assertThat(afterAFrame(device)).map(Presence::connection).contains(new ConnectionId(World.socket(device)));
    assertThat(presences.calls("claim")).isZero();
  }

  @Test
  void othersPresenceIsNotTouched() {
    world.devices.clear(device.account(), device.id(), new ConnectionId(World.socket(device)));

    assertThat(afterAFrame(world.alicePhone)).isEmpty();
  }
}
