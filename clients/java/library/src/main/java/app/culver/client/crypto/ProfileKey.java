package app.culver.client.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/** The 32 bytes that an account's names are encrypted under. It travels inside messages, to those one writes to. */
public final class ProfileKey {
  private final byte[] bytes;

  /** @throws IllegalArgumentException if there are not 32 bytes */
  public ProfileKey(byte[] bytes) {
    if (bytes.length != AesGcm.KEY_BYTES) {
      throw new IllegalArgumentException("a profile key has 32 bytes");
    }
    this.bytes = bytes.clone();
  }

  public static ProfileKey generate(SecureRandom random) {
    var bytes = new byte[AesGcm.KEY_BYTES];
    random.nextBytes(bytes);
    return new ProfileKey(bytes);
  }

  /** A copy of the bytes, for the inside of an encrypted message and for encrypted storage only. */
  public byte[] expose() {
    return bytes.clone();
  }

  byte[] raw() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProfileKey that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
