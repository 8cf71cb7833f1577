package app.culver.local.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that are there when they are needed. */
final class Folders {
  private Folders() {}

  static Path make(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make " + folder, failure);
    }
  }
}
