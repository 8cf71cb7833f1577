package app.culver.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.core.Bytes;
import app.culver.core.device.ConnectionId;
import app.culver.core.device.Devices;
import app.culver.core.device.Presence;
import app.culver.core.session.NewDevice;
import org.junit.jupiter.api.Test;

/** What every {@link DeviceRows} does, and {@link Devices} with it. */
public abstract class DeviceRowsContract {

  protected abstract AccountStores stores();

  @Test
  void aDeviceIsRenamed() {
    NewDevice device = stores().signedIn();
    Bytes name = AccountStores.random(256);

    assertThat(stores().rows().rename(device.account(), device.id(), AccountStores.random(1))).isTrue();
    assertThat(stores().rows().rename(device.account(), device.id(), name)).isTrue();
    assertThat(stores().row(device).name()).contains(name);
  }

  @Test
  void onlyADeviceThatIsThereIsRenamed() {
    NewDevice device = stores().signedIn();
    NewDevice other = stores().signedIn();
    NewDevice expired = stores().expired();
    Bytes name = AccountStores.random(1);

    assertThat(stores().rows().rename(device.account(), other.id(), name)).isFalse();
    assertThat(stores().rows().rename(expired.account(), expired.id(), name)).isFalse();
    assertThat(stores().devices().of(device.account())).hasSize(1);
    assertThat(stores().row(other).name()).isEmpty();
  }

  @Test
  void aRemovedDeviceIsGoneAndTellsItsSocket() {
    NewDevice device = stores().signedIn();
    var presence = new Presence(new ConnectionId("open"), AccountStores.NOW);
    stores().presences().claim(AccountStores.caller(device), presence);

    assertThat(stores().rows().remove(device.account(), device.id()).orElseThrow().presence()).contains(presence);
    assertThat(stores().devices().of(device.account())).isEmpty();
    assertThat(stores().sessions().find(AccountStores.caller(device))).isEmpty();
    assertThat(stores().rows().remove(device.account(), device.id())).isEmpty();
  }

  @Test
  void nobodyRemovesAnothersDevice() {
    NewDevice device = stores().signedIn();
    NewDevice other = stores().signedIn();

    assertThat(stores().rows().remove(device.account(), other.id())).isEmpty();
    assertThat(stores().devices().of(other.account())).hasSize(1);
  }

  @Test
  void anExpiredDeviceIsNotThere() {
    NewDevice expired = stores().expired();

    assertThat(stores().devices().of(expired.account())).isEmpty();
    assertThat(stores().rows().remove(expired.account(), expired.id())).isEmpty();
  }

  @Test
  void aRemovalDoesNotRemoveTheAccount() {
    NewDevice device = stores().signedIn();
    stores().rows().remove(device.account(), device.id());

    assertThat(stores().accounts().find(device.account())).isPresent();
  }
}
