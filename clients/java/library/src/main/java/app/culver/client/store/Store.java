package app.culver.client.store;

import app.culver.client.crypto.StorageCipher;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * An ordered map from text to JSON objects that survives. It is held in memory; the disk has a {@link Journal} of
 * changes, which is written anew, as the bare map, when three quarters of it are outdated. Not for several threads.
 */
public final class Store implements Closeable {
  private static final int SNAPSHOT_RECORD_BYTES = 256 * 1024;
  private static final int SMALL_BYTES = 1024 * 1024;

  private final Path file;
  private final StorageCipher cipher;
  private final Random random;
  private final NavigableMap<String, byte[]> values = new TreeMap<>();
  private Journal journal;
  private long sizeWhenWrittenAnew;

  private Store(Path file, StorageCipher cipher, Random random) {
    this.file = file;
    this.cipher = cipher;
    this.random = random;
  }

  /**
   * Opens the store in a file; one that does not exist becomes an empty store.
   *
   * @param random names the journals; need not be secret
   * @throws app.culver.client.CulverException.ProfileUnusable if the file cannot be read, was changed, or belongs to another key
   */
  public static Store open(Path file, StorageCipher cipher, Random random) {
    var store = new Store(file, cipher, random);
    if (Files.exists(file)) {
      store.journal = Journal.open(file, cipher, store::replay);
      store.sizeWhenWrittenAnew = store.values.values().stream().mapToLong(value -> value.length).sum();
      store.tidyOrClose();
    } else {
      store.writeAnew();
    }
    return store;
  }

  /** The value of a key. */
  public Optional<ObjectNode> get(String key) {
    return Optional.ofNullable(values.get(key)).map(Json::parse);
  }

  /** The keys that begin so, in order. */
  public List<String> keys(String prefix) {
    return List.copyOf(range(prefix).keySet());
  }

  /** The values whose keys begin so, in the order of the keys. */
  public List<ObjectNode> values(String prefix) {
    return range(prefix).values().stream().map(Json::parse).toList();
  }

  /**
   * The values whose keys begin so and are less than a bound, the last ones, in the order of the keys.
   *
   * @param before exclusive
   */
  public List<ObjectNode> last(String prefix, String before, int limit) {
    var found = new ArrayList<ObjectNode>();
    for (var value : range(prefix).headMap(before, false).descendingMap().values()) {
      if (found.size() == limit) {
        break;
      }
      found.add(0, Json.parse(value));
    }
    return List.copyOf(found);
  }

  /** The values whose keys begin so and are greater than a bound, in the order of the keys. @param after exclusive */
  public List<ObjectNode> following(String prefix, String after) {
    return range(prefix).tailMap(after, false).values().stream().map(Json::parse).toList();
  }

  private NavigableMap<String, byte[]> range(String prefix) {
    return values.subMap(prefix, true, prefix + Character.MAX_VALUE, false);
  }

  /**
   * Makes the changes: they are on disk when this returns.
   *
   * @throws app.culver.client.CulverException.ProfileUnusable if the disk refuses; then the store is not to be used any more
   */
  public void write(Batch batch) {
    if (batch.isEmpty()) {
      return;
    }
    journal.append(batch.bytes());
    apply(batch);
    tidy();
  }

  /** Forgets everything. */
  public void erase() {
    values.clear();
    writeAnew();
  }

  private void apply(Batch batch) {
    batch.changes().forEach((key, value) -> {
      if (value == null) {
        values.remove(key);
      } else {
        values.put(key, Json.bytes(value));
      }
    });
  }

  private void replay(byte[] record) {
    for (var change : Json.parse(record).properties()) {
      if (change.getValue().isNull()) {
        values.remove(change.getKey());
      } else {
        values.put(change.getKey(), Json.bytes(change.getValue()));
      }
    }
  }

  private void tidyOrClose() {
    try {
      tidy();
    } catch (RuntimeException | Error failed) {
      journal.close();
      throw failed;
    }
  }

  private void tidy() {
    if (journal.size() > SMALL_BYTES + 4 * sizeWhenWrittenAnew) {
      writeAnew();
    }
  }

  private void writeAnew() {
    var old = journal;
    journal = Journal.replace(file, cipher, random, snapshot());
    sizeWhenWrittenAnew = journal.size();
    if (old != null) {
      old.close();
    }
  }

  private List<byte[]> snapshot() {
    var records = new ArrayList<byte[]>();
    var record = Json.object();
    var size = 0;
    for (var entry : values.entrySet()) {
      record.set(entry.getKey(), Json.parse(entry.getValue()));
      size += entry.getValue().length;
      if (size > SNAPSHOT_RECORD_BYTES) {
        records.add(Json.bytes(record));
        record = Json.object();
        size = 0;
      }
    }
    // Even an empty one has a record: it tells a wrong key from a right one.
    records.add(Json.bytes(record));
    return records;
  }

  @Override
  public void close() {
    journal.close();
  }
}
