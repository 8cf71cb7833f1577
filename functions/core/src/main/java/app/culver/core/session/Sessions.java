package app.culver.core.session;

import app.culver.core.Bytes;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Presence;
import java.time.Instant;
import java.util.Optional;

/** Port to the sessions that devices hold. Every read sees what was written before it. */
public interface Sessions {

  /** The session of this caller, with its device; empty if the device is gone, has expired or holds another session. */
  Optional<Held> find(Caller caller);

  /**
   * Records that a token was presented and which one will be next.
   *
   * @param presented SHA-256 of the token presented, which has to be the one expected
   * @return false if another one was expected by then, or the session has ended
   */
  boolean rotate(Caller caller, Bytes presented, Bytes successor, Instant expires);

  /**
   * Ends the session, if the device still holds it. The device stays and can sign in again.
   *
   * @return the socket that it listened on
   */
  Optional<Presence> end(Caller caller);

  /**
   * A session and its device.
   *
   * @param presented SHA-256 of the refresh token that was presented last; empty before the first
   * @param successor SHA-256 of the refresh token that is to be presented next
   */
  record Held(Device device, Optional<Bytes> presented, Bytes successor) {}
}
