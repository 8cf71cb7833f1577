package app.culver.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.memory.Faults;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.refusal.Refusal.Busy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnPresenceTest {
  private final World world = new World();
  private final Device device = world.bobPhone;
  private final Presence socket = new Presence(new ConnectionId("frames-come-from-here"), Samples.NOW);
  private final Faults<Presences> presences = new Faults<>(Presences.class, world.devices);

  private Optional<Presence> afterAFrame(Device of) {
    try (var own = new OwnPresence(world.devices, presences.port(), Samples.caller(device), socket)) {
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
  void aRepairThatFailsFailsNothingElse() {
    world.devices.clear(device.account(), device.id(), new ConnectionId(World.socket(device)));
    presences.before("claim", 1, () -> {
      throw new Busy(1).exception();
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
