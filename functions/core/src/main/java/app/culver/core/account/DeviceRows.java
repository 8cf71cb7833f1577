package app.culver.core.account;

import app.culver.core.Bytes;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import java.util.Optional;

/** Port to changes of a device's row that have nothing to do with its session. */
public interface DeviceRows {

  /** Names a device; false if it is not there, or has expired. */
  boolean rename(AccountId account, DeviceId device, Bytes name);

  /**
   * Deletes a device; gives what it was, or empty if it was not there, or had expired. From then on nobody signs in to the
   * account who has proven the phone number before, whether or not it was there.
   *
   * @throws app.culver.core.refusal.RefusedException Busy if another writer got in between
   */
  Optional<Device> remove(AccountId account, DeviceId device);
}
