package app.culver.core.signature;

import app.culver.core.Bytes;

/** A device's public key to which others seal (HPKE, RFC 9180): an uncompressed SEC1 point on P-256 of 65 bytes. */
public record SealingKey(Bytes bytes) {
  /** @throws IllegalArgumentException if it is not an uncompressed point on the curve */
  public SealingKey {
    Points.check(bytes);
  }
}
