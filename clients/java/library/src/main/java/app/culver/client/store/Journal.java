package app.culver.client.store;

import app.culver.client.CulverException;
import app.culver.client.crypto.StorageCipher;
import app.culver.client.crypto.UndecryptableException;
import app.culver.client.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * A file of encrypted records that only grows. Each is its length as four bytes, big-endian, the CRC-32 of those four,
 * and the sealed bytes; the label that each is sealed under names the file, by 16 random bytes at its beginning, and the
 * record's number, so that records can be neither swapped nor left out. What an interrupted write left at the end is cut
 * off; anything else that is wrong refuses the whole file, because what follows it could be lost.
 */
final class Journal implements Closeable {
  private static final byte[] MAGIC = {'C', 'U', 'L', 'V', 'E', 'R', 'L', 'O', 'G', 1};
  private static final int ID_BYTES = 16;
  private static final int HEADER_BYTES = 2 * Integer.BYTES;

  private final Path file;
  private final StorageCipher cipher;
  private final String id;
  private final FileChannel channel;
  private long records;

  private Journal(Path file, StorageCipher cipher, String id, FileChannel channel, long records) {
    this.file = file;
    this.cipher = cipher;
    this.id = id;
    this.channel = channel;
    this.records = records;
  }

  /** Writes a new journal with these records and puts it in the place of any other, all at once. */
  static Journal replace(Path file, StorageCipher cipher, Random random, Iterable<byte[]> content) {
    return with(file.resolveSibling(file.getFileName() + ".new"), "cannot be written", (fresh, channel) -> {
      var id = new byte[ID_BYTES];
      random.nextBytes(id);
      var journal = new Journal(file, cipher, Base64.getEncoder().encodeToString(id), channel, 0);
      journal.write(ByteBuffer.wrap(ByteBuffer.allocate(MAGIC.length + ID_BYTES).put(MAGIC).put(id).array()));
      for (var record : content) {
        journal.write(journal.sealed(record));
      }
      channel.force(true);
      Disk.replace(file, fresh);
      return journal;
    }, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  /**
   * Opens a journal and passes on its records.
   *
   * @throws CulverException.ProfileUnusable if it was changed or belongs to another key
   */
  static Journal open(Path file, StorageCipher cipher, Consumer<byte[]> records) {
    return with(file, "cannot be read", (same, channel) -> {
      var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      var magic = new byte[MAGIC.length];
      var id = new byte[ID_BYTES];
      if (bytes.remaining() < MAGIC.length + ID_BYTES || !Arrays.equals(take(bytes, magic), MAGIC)) {
        throw unusable(file, "is not a profile of this version", null);
      }
      var journal = new Journal(file, cipher, Base64.getEncoder().encodeToString(take(bytes, id)), channel, 0);
      var whole = bytes.position();
      while (journal.readRecord(bytes, records)) {
        whole = bytes.position();
      }
      channel.truncate(whole).position(whole);
      return journal;
    }, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Makes a journal of an open file. */
  @FunctionalInterface
  private interface Making {
    Journal of(Path file, FileChannel channel) throws IOException;
  }

  /** Opens a file for a journal; it is closed again if none comes of it. */
  private static Journal with(Path file, String otherwise, Making making, OpenOption... options) {
    try {
      var channel = FileChannel.open(file, options);
      try {
        return making.of(file, channel);
      } catch (IOException | RuntimeException | Error failed) {
        channel.close();
        throw failed;
      }
    } catch (IOException failed) {
      throw unusable(file, otherwise, failed);
    }
  }

  /** Whether there was a whole record. */
  private boolean readRecord(ByteBuffer bytes, Consumer<byte[]> consumer) {
    if (bytes.remaining() < HEADER_BYTES) {
      return false;
    }
    var length = bytes.getInt();
    var checksum = bytes.getInt();
    if (checksum != checksum(length) || length <= 0) {
      return isEnd(length | checksum, bytes);
    }
    if (length > bytes.remaining()) {
      return false;
    }
    var sealed = take(bytes, new byte[length]);
    try {
      consumer.accept(cipher.open(label(records), sealed));
      records++;
      return true;
    } catch (UndecryptableException refused) {
      if (!bytes.hasRemaining() && records > 0) {
        // After a power cut the length of the last write may be on the disk, and its content not.
        return false;
      }
      throw unusable(file, "belongs to another key, or was changed", refused);
    }
  }

  /** False, if there is nothing but zeros: a power cut may leave a file longer than what was written. */
  private boolean isEnd(int header, ByteBuffer bytes) {
    var seen = header;
    while (bytes.hasRemaining()) {
      seen |= bytes.get();
    }
    if (seen != 0) {
      throw unusable(file, "was changed", null);
    }
    return false;
  }

  private static int checksum(int length) {
    var crc = new CRC32();
    crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    return (int) crc.getValue();
  }

  /** Appends a record; it is on disk when this returns. */
  void append(byte[] record) {
    try {
      write(sealed(record));
      channel.force(false);
    } catch (IOException failed) {
      throw unusable(file, "cannot be written", failed);
    }
  }

  long size() {
    try {
      return channel.size();
    } catch (IOException failed) {
      throw unusable(file, "cannot be read", failed);
    }
  }

  private ByteBuffer sealed(byte[] record) {
    var sealed = cipher.seal(label(records++), record);
    return ByteBuffer.wrap(ByteBuffer.allocate(HEADER_BYTES + sealed.length).putInt(sealed.length)
        .putInt(checksum(sealed.length)).put(sealed).array());
  }

  private void write(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private String label(long number) {
    return "journal " + id + " " + number;
  }

  private static byte[] take(ByteBuffer from, byte[] to) {
    from.get(to);
    return to;
  }

  private static CulverException.ProfileUnusable unusable(Path file, String what, Exception cause) {
    return new CulverException.ProfileUnusable(file + " " + what, cause);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failed) {
      throw unusable(file, "cannot be closed", failed);
    }
  }
}
