package app.culver.core.log;

import app.culver.core.Bytes;

/** A content key sealed to one device: the encapsulated key of 65 bytes, then the 48 bytes of key and tag. */
public record SealedKey(Bytes bytes) {
  /** How many bytes a sealed key has. */
  public static final int SIZE = 113;
  private static final byte UNCOMPRESSED = 4;

  /** @throws IllegalArgumentException if it has another length, or begins as no uncompressed point does */
  public SealedKey {
    if (bytes.size() != SIZE || bytes.toArray()[0] != UNCOMPRESSED) {
      throw new IllegalArgumentException("must be a sealed key: 113 bytes, of which the first is 4");
    }
  }
}
