package app.culver.client.store;

import app.culver.client.CulverException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The lock on a profile's folder, which one process at a time holds; the operating system frees it if that dies. */
public final class ProfileLock implements Closeable {
  /**
   * The folders that this process has locked. Static, because what it mirrors is: on Linux, a second channel on the file
   * would release the process's lock when it is closed (see the notes on platforms of {@link java.nio.channels.FileLock}).
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private ProfileLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Locks a folder, which is made if it does not exist.
   *
   * @throws CulverException.ProfileInUse if it is locked already
   * @throws CulverException.ProfileUnusable if the folder cannot be made or written
   */
  public static ProfileLock take(Path folder) {
    try {
      var real = Files.createDirectories(folder).toRealPath();
      if (HELD.add(real)) {
        var channel = lock(real);
        if (channel != null) {
          return new ProfileLock(real, channel);
        }
      }
    } catch (IOException failed) {
      throw new CulverException.ProfileUnusable(folder + " cannot be written", failed);
    }
    throw new CulverException.ProfileInUse(
        "the profile in " + folder + " is in use by another program: close that first");
  }

  /** Null if another process has it; then, as after a failure, this one does not. */
  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel = null;
    var locked = false;
    try {
      channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      locked = channel.tryLock() != null;
      return locked ? channel : null;
    } finally {
      if (!locked) {
        HELD.remove(folder);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failed) {
      throw new CulverException.ProfileUnusable(folder + " cannot be unlocked", failed);
    } finally {
      HELD.remove(folder);
    }
  }
}
