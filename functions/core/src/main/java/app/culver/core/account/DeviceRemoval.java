package app.culver.core.account;

import app.culver.core.delivery.LiveConnections;
import app.culver.core.delivery.Outcome;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.refusal.Refusal.NotFound;
import java.util.List;

/**
 * Removes a device. From the moment its row is gone, its tokens do nothing, nobody seals to it and nothing wakes it;
 * its socket is closed and the account's other devices hear of it.
 */
public final class DeviceRemoval {
  private final DeviceRows rows;
  private final PushTokens tokens;
  private final LiveConnections connections;
  private final DeviceChanges changes;

  public DeviceRemoval(DeviceRows rows, PushTokens tokens, LiveConnections connections, DeviceChanges changes) {
    this.rows = rows;
    this.tokens = tokens;
    this.connections = connections;
    this.changes = changes;
  }

  /**
   * Removes one of these devices. One that is there no more has just been removed, perhaps by this very call, whose answer
   * was lost inside the client and which was repeated: so the rest is done all the same.
   *
   * @param own the account's devices, as just read
   * @return what became of telling the others
   * @throws app.culver.core.refusal.RefusedException NotFound if the account has no such device
   */
  public Outcome remove(AccountId account, DeviceId device, List<Device> own) {
    Device known = own.stream().filter(there -> there.id().equals(device)).findFirst()
        .orElseThrow(() -> new NotFound().exception());
    Device removed = rows.remove(account, device).orElse(known);
    removed.push().ifPresent(push -> tokens.remove(account, device, push.target()));
    removed.presence().ifPresent(presence -> connections.close(presence.connection()));
    return changes.tell(account, own.stream().filter(other -> !other.id().equals(device)).toList());
  }
}
