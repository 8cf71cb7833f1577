package app.culver.core.device;

import app.culver.core.identifier.AccountId;
import java.util.List;

/** Port to the devices of accounts. */
public interface Devices {
  /**
   * The account's devices in the text order of their ids: what was written before this call is seen, and what has expired
   * is left out. Empty for an account without devices and for one that does not exist.
   */
  List<Device> of(AccountId account);
}
