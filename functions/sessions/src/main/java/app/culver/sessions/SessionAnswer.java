package app.culver.sessions;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.session.AccessToken;
import app.culver.core.session.RefreshToken;
import app.culver.core.session.SignIn;
import java.time.Instant;

/** {@code session.json}. */
record SessionAnswer(AccountId account, DeviceId device, boolean newAccount, boolean newDevice, AccessToken accessToken,
    Instant accessTokenExpiresAt, RefreshToken refreshToken, Instant refreshTokenExpiresAt) {

  static SessionAnswer of(SignIn.Result result) {
    return new SessionAnswer(result.caller().account(), result.caller().device(), result.newAccount(),
        result.newDevice(), result.tokens().access(), result.tokens().access().expires(), result.tokens().refresh(),
        result.tokens().refreshExpires());
  }
}
