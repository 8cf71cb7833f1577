package app.culver.acceptance.support;

import app.culver.client.crypto.DeviceKeyStore;
import app.culver.client.crypto.DeviceKeys;
import app.culver.client.crypto.StorageCipher;
import app.culver.client.crypto.UndecryptableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;

/** The private numbers of a device: what must never leave it. */
public final class KeyMaterial {
  private static final byte FORM = 1;
  private static final int BYTES = 32;

  private KeyMaterial() {}

  /** A device's keys from its two private numbers, 32 bytes each. */
  public static DeviceKeys of(byte[] signing, byte[] sealing) {
    try {
      var file = Files.createTempFile("keys", "");
      try {
        Files.write(file, ByteBuffer.allocate(1 + 2 * BYTES).put(FORM).put(signing).put(sealing).array());
        return new DeviceKeyStore(file, new Transparent()).load().orElseThrow();
      } finally {
        Files.delete(file);
      }
    } catch (IOException | UndecryptableException e) {
      throw new AssertionError(e);
    }
  }

  /** The private number that signs, 32 bytes. */
  public static byte[] signing(DeviceKeys keys) {
    return Arrays.copyOfRange(stored(keys), 1, 1 + BYTES);
  }

  /** The private number that opens what is sealed, 32 bytes. */
  public static byte[] sealing(DeviceKeys keys) {
    return Arrays.copyOfRange(stored(keys), 1 + BYTES, 1 + 2 * BYTES);
  }

  private static byte[] stored(DeviceKeys keys) {
    try {
      var folder = Files.createTempDirectory("keys");
      var file = folder.resolve("keys");
      try {
        new DeviceKeyStore(file, new Transparent()).save(keys);
        return Files.readAllBytes(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Encrypts nothing, so that a test sees what would be encrypted. */
  private static final class Transparent implements StorageCipher {
    @Override
    public byte[] seal(String label, byte[] plaintext) {
      return plaintext.clone();
    }

    @Override
    public byte[] open(String label, byte[] sealed) {
      return sealed.clone();
    }
  }
}
