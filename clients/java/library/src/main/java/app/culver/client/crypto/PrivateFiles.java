package app.culver.client.crypto;

import app.culver.client.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read. */
final class PrivateFiles {
  private PrivateFiles() {}

  /** Replaces the file at once and durably, with mode 0600 from its first byte on where the file system has modes. */
  static void write(Path file, byte[] bytes) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder, mode(folder, "rwx------"));
    var fresh = folder.resolve(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(fresh, options, mode(folder, "rw-------"))) {
      for (var buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining();) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Disk.replace(file, fresh);
  }

  /** Whether others than the owner may read the file. */
  static boolean isExposed(Path file) throws IOException {
    if (!hasModes(file)) {
      return false;
    }
    return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).stream()
        .anyMatch(permission -> !permission.name().startsWith("OWNER"));
  }

  private static FileAttribute<?>[] mode(Path path, String mode) {
    return hasModes(path)
        ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
        : new FileAttribute<?>[0];
  }

  private static boolean hasModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
