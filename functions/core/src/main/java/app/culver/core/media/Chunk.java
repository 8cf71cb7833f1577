package app.culver.core.media;

import app.culver.core.Bytes;
import app.culver.core.refusal.FaultException;

/**
 * One chunk of a file, as it lies in the store.
 *
 * @param index its place in the file, from 0 to 1,599
 * @param length bytes of its ciphertext, from 4,112 to 4,194,320: 4 KiB to 4 MiB of the file and a tag of 16 bytes
 * @param sha256 the hash of its ciphertext, 32 bytes
 */
public record Chunk(int index, int length, Bytes sha256) {
  /** The last index: 100 MiB in chunks of 64 KiB, the least that a chunk other than the last may have. */
  public static final int LAST = 1599;

  private static final int SHORTEST = 4 * 1024 + 16;
  private static final int LONGEST = 4 * 1024 * 1024 + 16;
  private static final int HASH_BYTES = 32;

  /** @throws FaultException if any of them is out of bounds */
  public Chunk {
    checkIndex("/index", index);
    if (length < SHORTEST || length > LONGEST) {
      throw new FaultException("/length", "must be an integer from " + SHORTEST + " to " + LONGEST);
    }
    if (sha256.size() != HASH_BYTES) {
      throw new FaultException("/sha256", "must be a SHA-256: 32 bytes in base64, 44 characters");
    }
  }

  static void checkIndex(String pointer, int index) {
    if (index < 0 || index > LAST) {
      throw new FaultException(pointer, "must be an integer from 0 to " + LAST);
    }
  }
}
