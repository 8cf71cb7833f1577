package app.culver.core.device;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.SessionId;
import java.util.Objects;

/**
 * What a genuine access token says of who is calling. Genuine is not enough: the device's row must still name this
 * session, which every request checks beside its first other read.
 */
public record Caller(AccountId account, DeviceId device, SessionId session) {
  public Caller {
    Objects.requireNonNull(account);
    Objects.requireNonNull(device);
    Objects.requireNonNull(session);
  }
}
