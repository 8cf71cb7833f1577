package app.culver.local.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that are there when they are needed. What is kept in them is its owner's alone. */
final class Folders {
  private Folders() {}

  static Path make(Path folder) {
    try {
      return Files.isDirectory(folder)
          ? folder
          : Files.createDirectories(folder,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make " + folder, failure);
    }
  }
}
