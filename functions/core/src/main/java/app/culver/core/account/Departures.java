package app.culver.core.account;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import java.util.OptionalLong;

/** Port to the end of accounts. Every read sees what was written before it. */
public interface Departures {

  /**
   * How often devices of the account were added or removed; empty if there is no such account. Read before the devices, it
   * makes sure that there are no others.
   */
  OptionalLong changes(AccountId account);

  /**
   * Deletes the account, what it is found by, and the device, which has to be its last one, all or nothing.
   *
   * @return false if devices were added or removed since, the device can be woken, or another writer got in between: read
   *         it and try again. True also if there is no such account any more.
   */
  boolean delete(AccountId account, DeviceId last, long changes);
}
