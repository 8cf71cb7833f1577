package app.culver.core.log;

import app.culver.core.Bytes;

/** The nonce of an envelope's ciphertext. */
public record Nonce(Bytes bytes) {
  /** How many bytes a nonce has. */
  public static final int SIZE = 12;

  /** @throws IllegalArgumentException if it has another length */
  public Nonce {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("must be a nonce: 12 bytes");
    }
  }
}
