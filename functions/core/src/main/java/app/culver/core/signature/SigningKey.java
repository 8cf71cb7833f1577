package app.culver.core.signature;

import app.culver.core.Bytes;
import java.security.GeneralSecurityException;

/** A device's public key for signatures: ECDSA with P-256 and SHA-256, an uncompressed SEC1 point of 65 bytes. */
public record SigningKey(Bytes bytes) {
  /** @throws IllegalArgumentException if it is not an uncompressed point on the curve */
  public SigningKey {
    Points.check(bytes);
  }

  /** Whether the holder of the private key signed this message. False for every ill-formed signature. */
  public boolean verifies(Signature signature, byte[] message) {
    try {
      var verifier = java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
      verifier.initVerify(Points.publicKey(bytes));
      verifier.update(message);
      return verifier.verify(signature.bytes().toArray());
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
