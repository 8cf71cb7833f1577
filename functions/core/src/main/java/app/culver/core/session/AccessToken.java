package app.culver.core.session;

import java.time.Instant;

/** A signed access token and when it expires. */
public record AccessToken(String text, Instant expires) {
  /** Not the token: it is a secret. */
  @Override
  public String toString() {
    return "an access token until " + expires;
  }
}
