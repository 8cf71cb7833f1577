package app.culver.core.account;

import app.culver.core.device.Caller;
import app.culver.core.device.PushTarget;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import java.util.Optional;

/** Port to the push tokens of devices. A token wakes one device, the one that it was last set for. */
public interface PushTokens {

  /**
   * Makes the token the calling device's, and nobody's whose it was before, both or neither.
   *
   * @param former the token that the device has, as far as the caller knows
   * @return false if the device has another one or its session has ended, or another writer got in between: read it and
   *         try again
   */
  boolean set(Caller caller, Optional<PushTarget> former, PushTarget target);

  /**
   * Takes the token from the device, whether or not that is still there. Nothing happens if the device has another one by
   * now.
   */
  void remove(AccountId account, DeviceId device, PushTarget target);
}
