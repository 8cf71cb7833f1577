package app.culver.core.session;

import java.time.Instant;

/** Port to the making of access tokens. */
public interface AccessTokens {
  /** A token that says who is calling, signed now and good until it expires. */
  AccessToken issue(Caller caller, Instant now, Instant expires);
}
