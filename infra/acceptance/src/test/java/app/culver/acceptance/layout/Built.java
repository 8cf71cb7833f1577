package app.culver.acceptance.layout;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the build made, as found on disk. */
final class Built {
  static final Path ROOT = Path.of(System.getProperty("culver.root"));

  private Built() {}

  /** The production classes of the modules below these folders. */
  static JavaClasses classes(String... folders) {
    return new ClassFileImporter().importPaths(Stream.of(folders).flatMap(Built::classFolders).toList());
  }

  /** Every deployable. */
  static List<Path> zips() {
    try (var files = Files.find(ROOT.resolve("functions"), 3,
        (path, attributes) -> path.toString().endsWith(".zip") && path.getParent().endsWith("target"))) {
      var zips = files.sorted().toList();
      if (zips.isEmpty()) {
        throw new IllegalStateException("no deployable is built: run 'make build' first");
      }
      return zips;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> classFolders(String folder) {
    try (var folders = Files.find(ROOT.resolve(folder), 4, (path, attributes) -> path.endsWith("target/classes"))) {
      return folders.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
