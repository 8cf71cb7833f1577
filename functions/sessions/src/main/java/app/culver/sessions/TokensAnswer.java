package app.culver.sessions;

import app.culver.core.session.AccessToken;
import app.culver.core.session.RefreshToken;
import app.culver.core.session.Tokens;
import java.time.Instant;

/** {@code tokens.json}. */
record TokensAnswer(AccessToken accessToken, Instant accessTokenExpiresAt, RefreshToken refreshToken,
    Instant refreshTokenExpiresAt) {

  static TokensAnswer of(Tokens tokens) {
    return new TokensAnswer(tokens.access(), tokens.access().expires(), tokens.refresh(), tokens.refreshExpires());
  }
}
