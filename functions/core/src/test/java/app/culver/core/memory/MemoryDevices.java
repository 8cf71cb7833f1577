package app.culver.core.memory;

import app.culver.core.device.Caller;
import app.culver.core.device.ConnectionId;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.Presence;
import app.culver.core.device.Presences;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Devices and their presence in memory. */
public final class MemoryDevices implements Devices, Presences {
  private final Map<DeviceId, Device> devices = new HashMap<>();
  private final InstantSource clock;

  public MemoryDevices(InstantSource clock) {
    this.clock = clock;
  }

  public synchronized Device put(Device device) {
    devices.put(device.id(), device);
    return device;
  }

  Instant now() {
    return clock.instant();
  }

  public synchronized void remove(DeviceId id) {
    devices.remove(id);
  }

  @Override
  public synchronized List<Device> of(AccountId account) {
    return devices.values().stream().filter(device -> device.account().equals(account)).filter(this::alive)
        .sorted(Comparator.comparing(device -> device.id().value())).toList();
  }

  @Override
  public synchronized Claim claim(Caller caller, Presence presence) {
    Device device = devices.get(caller.device());
    if (device == null || !alive(device) || !device.session().equals(Optional.of(caller.session()))) {
      return new Claim.Ended();
    }
    Optional<Presence> held = device.presence();
    boolean own = held.equals(Optional.of(presence));
    if (!own && held.filter(other -> !other.connectedAt().isBefore(presence.connectedAt())).isPresent()) {
      return new Claim.Superseded();
    }
    put(with(device, Optional.of(presence)));
    return new Claim.Held(own ? Optional.empty() : held.map(Presence::connection));
  }

  @Override
  public synchronized void clear(AccountId account, DeviceId id, ConnectionId connection) {
    Optional.ofNullable(devices.get(id))
        .filter(device -> device.presence().filter(held -> held.connection().equals(connection)).isPresent())
        .ifPresent(device -> put(with(device, Optional.empty())));
  }

  private boolean alive(Device device) {
    return device.expires().isAfter(clock.instant());
  }

  private static Device with(Device device, Optional<Presence> presence) {
    return new Device(device.account(), device.id(), device.signingKey(), device.sealingKey(), device.name(),
        device.addedAt(), device.session(), device.expires(), presence, device.push());
  }
}
