package app.culver.aws.token;

import app.culver.aws.gateway.HttpRequest;
import app.culver.core.device.Caller;
import app.culver.core.refusal.Refusal.Unauthenticated;

/** Who sends an HTTP request. */
public final class Authentication {
  private final AccessTokenVerifier verifier;

  public Authentication(AccessTokenVerifier verifier) {
    this.verifier = verifier;
  }

  /**
   * The caller by the bearer token. That the caller's session still stands is for the caller of this to check: see
   * {@link app.culver.core.device.OwnDevice}.
   *
   * @throws app.culver.core.refusal.RefusedException Unauthenticated without a valid token
   */
  public Caller caller(HttpRequest request) {
    return verifier.verify(request.bearerToken().orElseThrow(() -> new Unauthenticated().exception()));
  }
}
