package app.culver.aws.wiring;

import app.culver.aws.kms.KmsPublicKeys;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Environment;
import app.culver.aws.token.AccessTokenVerifier;
import app.culver.aws.token.VerificationKeys;
import java.time.InstantSource;

/** What every function stands on that has to know who is calling. */
public record Verification(VerificationKeys keys, AccessTokenVerifier verifier) {

  /**
   * The adapters of AWS.
   *
   * @param environment with {@code SIGNING_KEYS} and {@code TOKEN_ISSUER}
   */
  public static Verification of(Environment environment, AwsClients clients, InstantSource clock) {
    var keys = new VerificationKeys(environment.list("SIGNING_KEYS"), new KmsPublicKeys(clients.kms()));
    return new Verification(keys, new AccessTokenVerifier(keys, environment.required("TOKEN_ISSUER"), clock));
  }
}
