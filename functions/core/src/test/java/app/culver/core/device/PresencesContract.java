package app.culver.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.device.Presences.Claim;
import app.culver.core.identifier.SessionId;
import app.culver.core.memory.Samples;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Presences} does, as seen through the devices beside it. */
public abstract class PresencesContract {
  private static final Presence OLD = presence("old", 1);
  private static final Presence NEW = presence("new", 2);

  /** The adapters under test, on the same rows for all calls within a test. */
  protected abstract Presences presences();

  protected abstract Devices devices();

  /** A device that no other test has used: signed in and away. */
  protected abstract Device device();

  /** A device whose session ran out a moment ago, though its row is still there. */
  protected abstract Device expired();

  private static Presence presence(String connection, long second) {
    return new Presence(new ConnectionId(connection), Instant.EPOCH.plusSeconds(second));
  }

  private Optional<Presence> presenceOf(Device device) {
    return devices().of(device.account()).stream().filter(each -> each.id().equals(device.id())).findFirst()
        .flatMap(Device::presence);
  }

  @Test
  void aSocketIsHeldAndFoundBesideTheKeys() {
    Device device = device();

    assertThat(presences().claim(Samples.caller(device), OLD)).isEqualTo(new Claim.Held(Optional.empty()));
    assertThat(presenceOf(device)).contains(OLD);
  }

  @Test
  void aNewerSocketReplacesAnOlderOneAndNamesIt() {
    Device device = device();
    presences().claim(Samples.caller(device), OLD);

    assertThat(presences().claim(Samples.caller(device), NEW))
        .isEqualTo(new Claim.Held(Optional.of(OLD.connection())));
    assertThat(presenceOf(device)).contains(NEW);
  }

  @Test
  void anOlderSocketDoesNotReplaceANewerOne() {
    Device device = device();
    presences().claim(Samples.caller(device), NEW);

    assertThat(presences().claim(Samples.caller(device), OLD)).isEqualTo(new Claim.Superseded());
    assertThat(presenceOf(device)).contains(NEW);
  }

  @Test
  void claimingAgainReplacesNothing() {
    Device device = device();
    presences().claim(Samples.caller(device), OLD);

    assertThat(presences().claim(Samples.caller(device), OLD)).isEqualTo(new Claim.Held(Optional.empty()));
    assertThat(presenceOf(device)).contains(OLD);
  }

  @Test
  void ofTwoSocketsOfTheSameMomentTheFirstStays() {
    Device device = device();
    presences().claim(Samples.caller(device), OLD);

    assertThat(presences().claim(Samples.caller(device), presence("twin", 1))).isEqualTo(new Claim.Superseded());
    assertThat(presenceOf(device)).contains(OLD);
  }

  @Test
  void anotherSessionHoldsNothing() {
    Device device = device();
    Caller stale = new Caller(device.account(), device.id(), SessionId.of(new byte[16]));

    assertThat(presences().claim(stale, OLD)).isEqualTo(new Claim.Ended());
    assertThat(presenceOf(device)).isEmpty();
  }

  @Test
  void aRemovedDeviceHoldsNothingAndDoesNotComeBack() {
    Device device = device();
    Caller removed = new Caller(device.account(), Samples.deviceId(99), device.session().orElseThrow());

    assertThat(presences().claim(removed, OLD)).isEqualTo(new Claim.Ended());
    assertThat(devices().of(device.account())).hasSize(1);
  }

  @Test
  void anExpiredDeviceHoldsNothing() {
    assertThat(presences().claim(Samples.caller(expired()), OLD)).isEqualTo(new Claim.Ended());
  }

  @Test
  void clearingForgetsThatSocketAndNoOther() {
    Device device = device();
    presences().claim(Samples.caller(device), NEW);

    presences().clear(device.account(), device.id(), OLD.connection());
    assertThat(presenceOf(device)).contains(NEW);

    presences().clear(device.account(), device.id(), NEW.connection());
    assertThat(presenceOf(device)).isEmpty();
  }

  @Test
  void clearingARemovedDeviceDoesNotBringItBack() {
    Device device = device();

    presences().clear(device.account(), Samples.deviceId(99), OLD.connection());

    assertThat(devices().of(device.account())).hasSize(1);
  }
}
