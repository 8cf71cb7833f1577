package app.culver.local.function;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the jar that stands before a function's own: its surroundings, and the clock as a service. */
final class InsideJar {
  private static final String PACKAGE = "app/culver/local/inside/";

  private InsideJar() {}

  static void write(Path jar) {
    try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
      var home = InsideJar.class.getResource("/" + PACKAGE + "Surroundings.class").toURI();
      if (home.getScheme().equals("jar")) {
        try (var files = open(home)) {
          copy(files.getPath(PACKAGE), out);
        }
      } else {
        copy(Path.of(home).getParent(), out);
      }
      out.putNextEntry(new ZipEntry("META-INF/services/java.time.InstantSource"));
      out.write("app.culver.local.inside.LocalClock\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + jar, failure);
    } catch (java.net.URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static FileSystem open(URI home) throws IOException {
    var file = URI.create(home.getRawSchemeSpecificPart().split("!")[0]);
    return FileSystems.newFileSystem(Path.of(file), Map.of());
  }

  private static void copy(Path folder, ZipOutputStream out) throws IOException {
    List<Path> classes;
    try (var files = Files.walk(folder)) {
      classes = files.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (var each : classes) {
      out.putNextEntry(new ZipEntry(PACKAGE + folder.relativize(each).toString().replace('\\', '/')));
      Files.copy(each, out);
    }
  }
}
