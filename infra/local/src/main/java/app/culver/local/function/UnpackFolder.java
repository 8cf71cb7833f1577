package app.culver.local.function;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** A folder that zips are unpacked in. Those that killed processes left behind are deleted when the next one is made. */
final class UnpackFolder {
  private static final String PREFIX = "culver-local-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]+)-[0-9]+");

  private UnpackFolder() {}

  static Path make() {
    try {
      var folder = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
      leftBehind(folder.getParent()).forEach(UnpackFolder::delete);
      return folder;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot unpack functions", failure);
    }
  }

  static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException inUse) {
      // Whoever comes next tries again.
    }
  }

  private static List<Path> leftBehind(Path parent) throws IOException {
    try (var folders = Files.list(parent)) {
      return folders.filter(folder -> {
        var name = NAME.matcher(folder.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
      }).toList();
    }
  }
}
