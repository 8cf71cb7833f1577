package app.culver.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.core.delivery.Event;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.identifier.AccountId;
import app.culver.core.log.Envelope;
import app.culver.core.log.Recipient;
import app.culver.core.memory.Samples;
import app.culver.core.memory.World;
import app.culver.core.refusal.FaultException;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.RefusedException;
import app.culver.core.signal.Signalling.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignallingTest {
  private final World world = new World();

  private Signal signal(Device device, Device... recipients) {
    return signal(device, envelope(recipients));
  }

  private Signal signal(Device device, Envelope.Hpke envelope) {
    return new Signalling(world.devices, world.tables, new Pace(() -> world.now), () -> world.now).signal(
        Samples.caller(device),
        new SignalRequest(world.id, envelope));
  }

  private static Envelope.Hpke envelope(Device... recipients) {
    return Samples.envelope(Samples.message(1), 1, List.of(recipients));
  }

  private Refusal refusal(Device device) {
    return catchThrowableOfType(RefusedException.class, () -> signal(device, world.bobPhone)).refusal();
  }

  @Test
  void aSignalGoesToTheDevicesThatItNamesAndIsNotKept() {
    Signal signal = signal(world.alicePhone, world.bobPhone);

    assertThat(signal.event()).isEqualTo(new Event.Signalled(world.id, world.alicePhone.account(),
        world.alicePhone.id(), world.now, envelope(world.bobPhone)));
    assertThat(signal.audience()).extracting(Device::id).containsExactly(world.bobPhone.id());
    assertThat(world.positions()).containsExactly(1L);
  }

  @Test
  void strangersAndTheSenderAreLeftOut() {
    assertThat(signal(world.alicePhone, world.alicePhone, world.aliceLaptop, world.malloryPhone).audience())
        .extracting(Device::id).containsExactly(world.aliceLaptop.id());
  }

  @Test
  void aDeviceUnderAnothersAccountIsNotNamed() {
    Envelope.Hpke whole = envelope(world.bobPhone);
    var misplaced = new Recipient(world.malloryPhone.account(), whole.recipients().getFirst().devices());
    var envelope = new Envelope.Hpke(whole.id(), whole.nonce(), whole.ciphertext(), List.of(misplaced),
        whole.signature());

    assertThat(signal(world.alicePhone, envelope).audience()).isEmpty();
  }

  @Test
  void aStrangerSignalsNobody() {
    assertThat(refusal(world.malloryPhone)).isEqualTo(new Refusal.NotFound());
  }

  @Test
  void anUnexpiredTokenOfARemovedDeviceSignalsNobody() {
    world.devices.remove(world.alicePhone.id());

    assertThat(refusal(world.alicePhone)).isEqualTo(new Refusal.SessionEnded());
  }

  @Test
  void whatComesTooFastIsPassedToNobodyAndReadsNothing() {
    var pace = new Pace(() -> world.now);
    List<AccountId> read = new ArrayList<>();
    Devices counted = account -> {
      read.add(account);
      return world.devices.of(account);
    };
    var signalling = new Signalling(counted, world.tables, pace, () -> world.now);
    var request = new SignalRequest(world.id, envelope(world.bobPhone));
    for (int i = 0; i < Pace.AT_ONCE; i++) {
      assertThat(signalling.signal(Samples.caller(world.alicePhone), request).audience()).hasSize(1);
    }
    read.clear();

    assertThat(signalling.signal(Samples.caller(world.alicePhone), request).audience()).isEmpty();
    assertThat(read).isEmpty();
  }

  @Test
  void aSignalIsSmall() {
    new SignalRequest(world.id, Samples.envelope(Samples.message(1), 1, 4_096, List.of()));

    FaultException fault = catchThrowableOfType(FaultException.class,
        () -> new SignalRequest(world.id, Samples.envelope(Samples.message(1), 1, 4_097, List.of())));

    assertThat(fault.pointer()).isEqualTo("/envelope/ciphertext");
  }
}
