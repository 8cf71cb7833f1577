package app.culver.cli;

import app.culver.client.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A picture in a file, whose kind its first bytes tell. */
final class PictureFile {
  private PictureFile() {}

  static Picture read(Path file) {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(Picture.MAX_BYTES + 1);
      return Picture.of(type(new String(bytes, 0, Math.min(12, bytes.length), StandardCharsets.ISO_8859_1)), bytes);
    } catch (IOException unreadable) {
      throw new Failure(ExitCode.USAGE, "The picture cannot be read: " + file, "");
    } catch (IllegalArgumentException unfit) {
      throw new Failure(ExitCode.USAGE, "That is no picture for a group: " + file,
          "Give a WebP, JPEG or PNG of at most " + Picture.MAX_BYTES / 1024 + " KiB");
    }
  }

  /** By the magic numbers of the formats; empty for another. */
  private static String type(String start) {
    if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
      return "image/png";
    }
    if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    return start.startsWith("RIFF") && start.startsWith("WEBP", 8) ? "image/webp" : "";
  }
}
