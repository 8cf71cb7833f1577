package app.culver.core.memory;

import app.culver.core.account.PushTokens;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Push;
import app.culver.core.device.PushTarget;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.push.PushStates;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Push tokens and how far waking has come, in memory, on the same devices as {@link MemoryDevices}. */
public final class MemoryPushes implements PushTokens, PushStates {
  private record Holder(AccountId account, DeviceId device) {}

  private final MemoryDevices devices;
  private final Map<PushTarget, Holder> holders = new HashMap<>();

  public MemoryPushes(MemoryDevices devices) {
    this.devices = devices;
  }

  @Override
  public synchronized boolean set(Caller caller, Optional<PushTarget> former, PushTarget target) {
    Optional<Device> own = device(caller.account(), caller.device())
        .filter(device -> device.session().equals(Optional.of(caller.session())))
        .filter(device -> device.push().map(Push::target).equals(former));
    own.ifPresent(device -> {
      former.ifPresent(holders::remove);
      Optional.ofNullable(holders.put(target, new Holder(caller.account(), caller.device())))
          .ifPresent(other -> device(other.account(), other.device()).ifPresent(this::take));
      devices.put(with(device, former.equals(Optional.of(target)) ? device.push() : Optional.of(Push.fresh(target))));
    });
    return own.isPresent();
  }

  @Override
  public synchronized void remove(AccountId account, DeviceId id, PushTarget target) {
    device(account, id).filter(device -> device.push().map(Push::target).equals(Optional.of(target)))
        .ifPresent(this::take);
    holders.remove(target, new Holder(account, id));
  }

  @Override
  public synchronized boolean begin(Device device, Instant until) {
    Optional<Device> there = current(device).filter(now -> now.push().equals(device.push()));
    there.ifPresent(now -> put(now, push -> new Push(push.target(), push.upTo(), push.wokenFor(), until)));
    return there.isPresent();
  }

  @Override
  public synchronized void sent(Device device, Instant until, Instant upTo, Map<ConversationId, Long> wokenFor) {
    current(device).ifPresent(now -> put(now, push -> new Push(push.target(), upTo, wokenFor, Instant.EPOCH)));
  }

  @Override
  public synchronized void abandon(Device device, Instant until) {
    current(device).filter(now -> now.push().orElseThrow().busyUntil().equals(until))
        .ifPresent(now -> put(now, push -> new Push(push.target(), push.upTo(), push.wokenFor(), Instant.EPOCH)));
  }

  private void take(Device device) {
    devices.put(with(device, Optional.empty()));
  }

  private void put(Device device, UnaryOperator<Push> change) {
    devices.put(with(device, device.push().map(change)));
  }

  /** As it is now, with the same token. */
  private Optional<Device> current(Device device) {
    return device(device.account(), device.id())
        .filter(now -> now.push().map(Push::target).equals(device.push().map(Push::target)));
  }

  private Optional<Device> device(AccountId account, DeviceId id) {
    return devices.of(account).stream().filter(device -> device.id().equals(id)).findFirst();
  }

  private static Device with(Device device, Optional<Push> push) {
    return new Device(device.account(), device.id(), device.signingKey(), device.sealingKey(), device.name(),
        device.addedAt(), device.session(), device.expires(), device.presence(), push);
  }
}
