package app.culver.local.function;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs classes of the tests into a zip, as a build would. */
public final class Zips {
  private Zips() {}

  /** Writes a zip whose {@code lib} has the class with those nested in it, and the jars that the others come from. */
  public static Path write(Path zip, Class<?> handler, Class<?>... libraries) {
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("lib/own.jar"));
      out.write(jar(handler));
      for (var library : libraries) {
        var jar = Path.of(library.getProtectionDomain().getCodeSource().getLocation().toURI());
        out.putNextEntry(new ZipEntry("lib/" + jar.getFileName()));
        Files.copy(jar, out);
      }
      return zip;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] jar(Class<?> handler) throws IOException, URISyntaxException {
    var folder = Path.of(handler.getResource("").toURI());
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes); var files = Files.list(folder)) {
      for (var file : files.filter(each -> each.getFileName().toString().startsWith(handler.getSimpleName()))
          .toList()) {
        out.putNextEntry(new ZipEntry(handler.getPackageName().replace('.', '/') + "/" + file.getFileName()));
        Files.copy(file, out);
      }
    }
    return bytes.toByteArray();
  }
}
