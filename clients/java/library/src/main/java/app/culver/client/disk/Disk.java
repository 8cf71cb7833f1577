package app.culver.client.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Changes of folders that last. */
public final class Disk {
  private Disk() {}

  /**
   * Puts a file into the place of another, all at once: it is there for good when this returns.
   *
   * @param fresh in the same folder, its own bytes forced to the disk already
   */
  public static void replace(Path file, Path fresh) throws IOException {
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(file.toAbsolutePath().getParent());
  }

  /** Until the folder itself is on the disk, a power cut brings the former file back. */
  private static void force(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (AccessDeniedException windows) {
      // Windows opens no folders; Linux, macOS and Android do.
      return;
    }
    try (channel) {
      channel.force(true);
    }
  }
}
