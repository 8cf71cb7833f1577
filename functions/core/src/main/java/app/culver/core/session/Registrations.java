package app.culver.core.session;

import app.culver.core.account.PhoneMac;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import java.time.Instant;
import java.util.Optional;

/** Port to the beginning of sessions. Every call does all of what it says or nothing. */
public interface Registrations {

  /**
   * Creates the account with its first device.
   *
   * @return false if the phone number has an account by now, or another writer got in between
   */
  boolean create(PhoneMac phone, NewDevice device);

  /**
   * What has become of the account's devices so far; empty if the account is gone. Read before the devices are counted, it
   * makes the count hold.
   */
  Optional<History> history(AccountId account);

  /**
   * How often devices were added or removed.
   *
   * @param lastRemoval {@link Instant#EPOCH} if there was none
   */
  record History(long changes, Instant lastRemoval) {}

  /**
   * Adds a device.
   *
   * @return false if a device was added or removed since the history was read, the account is gone, or another writer got
   *         in between
   */
  boolean add(NewDevice device, History history);

  /**
   * Begins another session of the device and ends the one it has; it listens on no socket any more.
   *
   * @return false if the device is gone by now
   */
  boolean resume(Device device, NewSession session);
}
