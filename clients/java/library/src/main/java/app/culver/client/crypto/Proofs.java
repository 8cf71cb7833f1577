package app.culver.client.crypto;

/**
 * Signatures that prove to the server that this device holds its keys.
 */
public final class Proofs {
  private Proofs() {}

  /**
   * The proof that accompanies an identity provider's token when this device signs in.
   *
   * @param audience whom the proof is for, from the settings: the issuer of Culver's tokens
   * @param idToken as it is sent
   */
  public static byte[] signIn(DeviceKeys keys, String audience, String idToken) {
    return keys.sign(Fields.of("culver device v1").text(audience).bytes(P256.sha256(idToken)).key(keys.signingKey())
        .key(keys.sealingKey()));
  }

  /** The signature that a refresh token is used with: without it the token is worth nothing. */
  public static byte[] refresh(DeviceKeys keys, String audience, String refreshToken) {
    return keys.sign(Fields.of("culver refresh v1").text(audience).bytes(P256.sha256(refreshToken)));
  }
}
