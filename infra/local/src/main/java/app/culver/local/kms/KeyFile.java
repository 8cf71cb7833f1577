package app.culver.local.kms;

import app.culver.local.template.Key;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Keeps keys in a properties file, key id to material. */
final class KeyFile {
  private KeyFile() {}

  /**
   * The keys, those of the file and new ones for the rest; new ones are in the file before this returns.
   *
   * @param first whether there is nothing yet that was made under the keys
   * @throws IllegalStateException if there is, but no key: with new ones nobody could be found again
   */
  static Map<String, StoredKey> load(Path file, List<Key> wanted, boolean first) {
    try {
      var written = read(file);
      if (written.isEmpty() && !first && !wanted.isEmpty()) {
        throw new IllegalStateException("the keys of these data are missing: put " + file
            + " back, or begin with another data folder");
      }
      var keys = new HashMap<String, StoredKey>();
      wanted.forEach(key -> {
        var line = written.getProperty(key.keyId());
        keys.put(key.keyId(), line == null ? StoredKey.make(key) : StoredKey.read(key, line));
      });
      if (keys.keySet().stream().anyMatch(id -> written.getProperty(id) == null)) {
        keys.forEach((id, key) -> written.setProperty(id, key.written()));
        write(file, written);
      }
      return keys;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot keep keys in " + file, failure);
    }
  }

  private static Properties read(Path file) throws IOException {
    var properties = new Properties();
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
    }
    return properties;
  }

  private static void write(Path file, Properties properties) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var draft = Files.createTempFile(file.toAbsolutePath().getParent(), "keys", ".new", owner);
    try (var writer = Files.newBufferedWriter(draft)) {
      properties.store(writer, "Keys of the KMS stand-in, for this machine only");
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
