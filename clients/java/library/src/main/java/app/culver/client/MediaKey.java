package app.culver.client;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/** The 32 bytes that the chunks of one uploaded file are encrypted under. It travels inside the message that tells of it. */
public final class MediaKey {
  private static final int BYTES = 32;

  private final byte[] bytes;

  /** @throws IllegalArgumentException if there are not 32 bytes */
  public MediaKey(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a file's key has 32 bytes");
    }
    this.bytes = bytes.clone();
  }

  public static MediaKey generate(SecureRandom random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new MediaKey(bytes);
  }

  /** A copy of the bytes, for the inside of an encrypted message and for encrypted storage only. */
  public byte[] expose() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MediaKey that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
