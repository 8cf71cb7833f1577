package app.culver.local.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/** How far mappings have read, in a file if data is kept. */
public final class Checkpoints {
  private final Optional<Path> file;
  private final Properties positions = new Properties();

  private Checkpoints(Optional<Path> file) {
    this.file = file;
  }

  /** Remembers for as long as it lives. */
  public static Checkpoints inMemory() {
    return new Checkpoints(Optional.empty());
  }

  /** Remembers in a file, which is made when it is missing. */
  public static Checkpoints in(Path file) {
    var checkpoints = new Checkpoints(Optional.of(file));
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        checkpoints.positions.load(reader);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return checkpoints;
  }

  synchronized Optional<String> get(String shard) {
    return Optional.ofNullable(positions.getProperty(shard));
  }

  synchronized void put(String shard, String sequenceNumber) {
    positions.setProperty(shard, sequenceNumber);
    file.ifPresent(this::write);
  }

  private void write(Path target) {
    var draft = target.resolveSibling(target.getFileName() + ".new");
    try {
      try (var writer = Files.newBufferedWriter(draft)) {
        positions.store(writer, "How far event source mappings have read");
      }
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
