package app.culver.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.core.delivery.Delivery;
import app.culver.core.device.ConnectionId;
import app.culver.core.device.Device;
import app.culver.core.device.Presence;
import app.culver.core.device.Push;
import app.culver.core.identifier.AccountId;
import app.culver.core.memory.Faults;
import app.culver.core.memory.MemoryAccounts;
import app.culver.core.memory.MemoryConnections;
import app.culver.core.memory.MemoryDevices;
import app.culver.core.memory.MemoryPushes;
import app.culver.core.memory.Samples;
import app.culver.core.refusal.Refusal.NotFound;
import app.culver.core.refusal.RefusedException;
import app.culver.core.session.NewDevice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Removing devices, and the directory of what is left. */
class DevicesTest {
  private final MemoryDevices devices = new MemoryDevices(InstantSource.fixed(AccountStores.NOW));
  private final MemoryAccounts accounts = new MemoryAccounts(devices);
  private final MemoryConnections connections = new MemoryConnections();
  private final MemoryPushes pushes = new MemoryPushes(devices);
  private final DeviceRemoval removal = removal(accounts);
  private final Directory directory = new Directory(devices, accounts);

  private DeviceRemoval removal(DeviceRows rows) {
    return new DeviceRemoval(rows, pushes, connections,
        new DeviceChanges(new Delivery(connections, devices, Delivery.Limits.USUAL),
            _ -> "devices".getBytes(StandardCharsets.UTF_8)));
  }

  private NewDevice account() {
    NewDevice device = AccountStores.device();
    accounts.create(AccountStores.phone(), device);
    return device;
  }

  private NewDevice second(NewDevice first) {
    NewDevice device = AccountStores.device(first.account(), Duration.ofDays(1));
    accounts.add(device, accounts.history(first.account()).orElseThrow());
    return device;
  }

  private void connect(NewDevice device, String connection) {
    devices.claim(AccountStores.caller(device), new Presence(new ConnectionId(connection), AccountStores.NOW));
  }

  private void remove(NewDevice device) {
    removal.remove(device.account(), device.id(), devices.of(device.account()));
  }

  @Test
  void aRemovedDeviceLosesItsSocketAndTheOthersHearOfIt() {
    NewDevice first = account();
    NewDevice second = second(first);
    connect(first, "first");
    connect(second, "second");

    remove(second);

    assertThat(devices.of(first.account())).extracting(Device::id).containsExactly(first.id());
    assertThat(connections.closed("second")).isTrue();
    assertThat(connections.frames("second")).isEmpty();
    assertThat(connections.frames("first")).containsExactly("devices");
    assertThat(connections.closed("first")).isFalse();
  }

  @Test
  void aRemovalWhoseAnswerWasLostInsideTheClientIsSeenThrough() {
    NewDevice first = account();
    NewDevice second = second(first);
    connect(first, "first");
    connect(second, "second");
    // The SDK repeats a delete that got no answer; the repetition finds nothing, by itself.
    DeviceRows rows = new Faults<>(DeviceRows.class, accounts).after("remove", 1, _ -> Optional.empty()).port();

    removal(rows).remove(second.account(), second.id(), devices.of(second.account()));

    assertThat(devices.of(first.account())).extracting(Device::id).containsExactly(first.id());
    assertThat(connections.closed("second")).isTrue();
    assertThat(connections.frames("first")).containsExactly("devices");
  }

  @Test
  void aRemovedDevicesTokenIsNobodys() {
    NewDevice first = account();
    NewDevice second = second(first);
    pushes.set(AccountStores.caller(second), Optional.empty(), Samples.target("token"));

    remove(second);
    pushes.set(AccountStores.caller(first), Optional.empty(), Samples.target("token"));

    assertThat(devices.of(first.account())).extracting(device -> device.push().map(Push::target))
        .containsExactly(Optional.of(Samples.target("token")));
  }

  @Test
  void theLastDeviceCanBeRemoved() {
    NewDevice device = account();
    remove(device);
    assertThat(devices.of(device.account())).isEmpty();
  }

  @Test
  void whatIsNotOnesOwnIsNotFoundAndNobodyHears() {
    NewDevice mine = account();
    NewDevice other = account();
    connect(mine, "mine");
    connect(other, "other");

    assertThatThrownBy(() -> removal.remove(mine.account(), other.id(), devices.of(mine.account())))
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(new NotFound()));
    assertThat(connections.delivered()).isZero();
    assertThat(connections.closed("other")).isFalse();
    assertThat(devices.of(other.account())).hasSize(1);
  }

  @Test
  void theDirectoryListsDevicesAndLeavesOutStrangers() {
    NewDevice first = account();
    second(first);
    NewDevice empty = account();
    remove(empty);
    AccountId stranger = AccountStores.device().account();

    List<Directory.Listing> listings = directory.of(List.of(empty.account(), stranger, first.account()));
    assertThat(listings).extracting(Directory.Listing::account).containsExactly(empty.account(), first.account());
    assertThat(listings.getFirst().devices()).isEmpty();
    assertThat(listings.getLast().devices()).isEqualTo(devices.of(first.account())).hasSize(2);
  }

  @Test
  void aHundredAccountsAreListedInOrder() {
    List<AccountId> asked = new ArrayList<>();
    for (int i = 0; i < Directory.MOST_ACCOUNTS; i++) {
      asked.add(account().account());
    }
    assertThat(directory.of(asked)).extracting(Directory.Listing::account).isEqualTo(asked);
  }
}
