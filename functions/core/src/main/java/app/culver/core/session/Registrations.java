package app.culver.core.session;

import app.culver.core.account.PhoneMac;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;

/** Port to the beginning of sessions. Every call does all of what it says or nothing. */
public interface Registrations {

  /**
   * Creates the account with its first device.
   *
   * @return false if the phone number has an account by now, or another writer got in between
   */
  boolean create(PhoneMac phone, NewDevice device);

  /** How many devices were ever added to the account. Read before the devices are counted, it makes the count hold. */
  long additions(AccountId account);

  /**
   * Adds a device.
   *
   * @return false if a device was added since {@code additions} was read, or another writer got in between
   */
  boolean add(NewDevice device, long additions);

  /**
   * Begins another session of the device and ends the one it has; it listens on no socket any more.
   *
   * @return false if the device is gone by now
   */
  boolean resume(Device device, NewSession session);
}
