package app.culver.core.device;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import java.util.Optional;

/** Port to which socket a device listens on. */
public interface Presences {

  /**
   * Makes the socket the device's own, unless the device is gone, its session is another one, or a newer socket holds it.
   */
  Claim claim(Caller caller, Presence presence);

  /** Forgets the socket of the device; nothing happens if the device listens on another one. */
  void clear(AccountId account, DeviceId device, ConnectionId connection);

  /** What became of a claim. */
  sealed interface Claim {
    /** The device listens on this socket now, and not on the replaced one if there was one. */
    record Held(Optional<ConnectionId> replaced) implements Claim {}

    /** A newer socket of the device holds it. */
    record Superseded() implements Claim {}

    /** The device was removed, or its session has ended. */
    record Ended() implements Claim {}
  }
}
