package app.culver.core.device;

import app.culver.core.concurrent.Pending;
import app.culver.core.device.Presences.Claim;
import app.culver.core.identifier.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The devices as the handling of one frame reads them. If the row of the frame's own device names no socket, this one is
 * written there, beside whatever goes on: the device is known to listen on it. To be closed when the frame is handled.
 */
public final class OwnPresence implements Devices, AutoCloseable {
  private final Devices devices;
  private final Presences presences;
  private final Caller caller;
  private final Presence socket;
  private final Consumer<ConnectionId> replaced;
  private final List<Pending<?>> repairs = new ArrayList<>();

  /** @param replaced takes an older socket of the device that had come to hold the presence and that this one displaced */
  public OwnPresence(Devices devices, Presences presences, Caller caller, Presence socket,
      Consumer<ConnectionId> replaced) {
    this.devices = devices;
    this.presences = presences;
    this.caller = caller;
    this.socket = socket;
    this.replaced = replaced;
  }

  @Override
  public List<Device> of(AccountId account) {
    List<Device> found = devices.of(account);
    if (found.stream().anyMatch(device -> device.id().equals(caller.device()) && device.presence().isEmpty())) {
      repair();
    }
    return found;
  }

  /** Waits for a repair, since nothing goes on in a function that has answered. One that fails is left to the next frame. */
  @Override
  public synchronized void close() {
    for (Pending<?> repair : repairs) {
      try {
        repair.get();
      } catch (RuntimeException _) {
        // What the frame asked for was done, and is not to be refused for this.
      }
    }
  }

  private synchronized void repair() {
    repairs.add(Pending.start(() -> {
      Claim claim = presences.claim(caller, socket);
      if (claim instanceof Claim.Held(var before)) {
        before.ifPresent(replaced);
      }
      return claim;
    }));
  }
}
