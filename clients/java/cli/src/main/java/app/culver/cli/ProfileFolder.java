package app.culver.cli;

import app.culver.client.Culver;
import app.culver.client.Settings;
import app.culver.client.crypto.StorageKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One profile's place on disk: {@code storage.key}, {@code data/} which the library keeps, and a copy of the settings
 * with the place that they came from.
 */
record ProfileFolder(String name, Path path) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  static ProfileFolder of(Machine machine, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new Failure(ExitCode.USAGE, "A profile's name is made of letters, digits, dots, - and _.", "");
    }
    var home = machine.variable("CULVER_HOME").map(Path::of)
        .orElseGet(() -> machine.variable("XDG_DATA_HOME").map(Path::of)
            .orElseGet(() -> machine.home().resolve(".local/share")).resolve("culver"));
    return new ProfileFolder(name, home.resolve(name));
  }

  /** Whether someone began to sign in here. */
  boolean exists() {
    return Files.exists(keyFile());
  }

  Path data() {
    return path.resolve("data");
  }

  /** A new storage key. @param passphrase empty to keep the key in a file that only its owner may read */
  StorageKeyFile createKey(char[] passphrase) {
    try {
      return StorageKeyFile.create(keyFile(), passphrase, new SecureRandom());
    } catch (IOException failed) {
      throw unusable(failed);
    }
  }

  /** The storage key. @param passphrases asked only if one is needed */
  StorageKeyFile openKey(Passphrases passphrases) {
    try {
      var passphrase = StorageKeyFile.needsPassphrase(keyFile()) ? passphrases.existing() : new char[0];
      return StorageKeyFile.open(keyFile(), passphrase, new SecureRandom());
    } catch (StorageKeyFile.PassphraseException wrong) {
      throw new Failure(ExitCode.PROFILE, "That is not the passphrase of profile \"" + name + "\".",
          "Without it nothing in the profile can be read.");
    } catch (IOException failed) {
      throw unusable(failed);
    }
  }

  /**
   * The settings that this profile was signed in with: from the file they came from as long as it is there and means
   * the same deployment (the local cloud's ports may change), else from the copy.
   */
  Optional<Settings> settings() {
    if (!Files.exists(settingsCopy())) {
      return Optional.empty();
    }
    try {
      var copy = Culver.settings(settingsCopy());
      var source = Path.of(Files.readString(settingsSource()).strip());
      if (Files.exists(source)) {
        var current = Culver.settings(source);
        return Optional.of(current.issuer().equals(copy.issuer()) ? current : copy);
      }
      return Optional.of(copy);
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  void remember(Path settingsFile) {
    try {
      Files.writeString(settingsCopy(), Files.readString(settingsFile));
      Files.writeString(settingsSource(), settingsFile.toAbsolutePath().toString());
    } catch (IOException failed) {
      throw unusable(failed);
    }
  }

  /** Removes the folder and everything in it. */
  void delete() {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw unusable(failed);
    }
  }

  private Failure unusable(IOException cause) {
    return new Failure(ExitCode.PROFILE, "Profile \"" + name + "\" cannot be used: " + cause.getMessage(), "");
  }

  private Path keyFile() {
    return path.resolve("storage.key");
  }

  private Path settingsCopy() {
    return path.resolve("settings.json");
  }

  private Path settingsSource() {
    return path.resolve("settings.from");
  }
}
