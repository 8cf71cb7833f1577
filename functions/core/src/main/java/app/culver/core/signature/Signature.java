package app.culver.core.signature;

import app.culver.core.Bytes;

/** An ECDSA signature with P-256 and SHA-256: the 32 bytes of r, then the 32 bytes of s (IEEE P1363 form). */
public record Signature(Bytes bytes) {

  /** How many bytes a signature has. */
  public static final int SIZE = 64;

  /** @throws IllegalArgumentException if it has another length; whether it verifies is another question */
  public Signature {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("must be a signature: 64 bytes, r and s");
    }
  }
}
