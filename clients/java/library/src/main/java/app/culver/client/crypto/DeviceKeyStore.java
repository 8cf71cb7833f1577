package app.culver.client.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Keeps a device's keys in one encrypted file. */
public final class DeviceKeyStore {
  private static final String LABEL = "device keys";

  private final Path file;
  private final StorageCipher cipher;

  public DeviceKeyStore(Path file, StorageCipher cipher) {
    this.file = file;
    this.cipher = cipher;
  }

  /**
   * The stored keys; empty if there are none.
   *
   * @throws UndecryptableException if the file was changed or belongs to another storage key
   */
  public Optional<DeviceKeys> load() throws IOException, UndecryptableException {
    byte[] sealed;
    try {
      sealed = Files.readAllBytes(file);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    var bytes = cipher.open(LABEL, sealed);
    try {
      return Optional.of(DeviceKeys.read(bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Stores these keys instead of any others; after a crash either the old or the new ones are there. */
  public void save(DeviceKeys keys) throws IOException {
    var bytes = keys.write();
    try {
      PrivateFiles.write(file, cipher.seal(LABEL, bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Removes the keys: what was sealed to them can never be opened again. */
  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
