package app.culver.core.session;

import app.culver.core.device.Caller;
import java.time.Instant;

/** Port to the making of access tokens. */
public interface AccessTokens {
  /** A token that says who is calling, signed now and good until it expires. */
  AccessToken issue(Caller caller, Instant now, Instant expires);
}
