package app.culver.client.crypto;

import app.culver.client.MediaKey;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.MediaId;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The chunks of one file: AES-256-GCM under the file's {@link MediaKey}, with the index as nonce, over the bytes of the file
 * and zeros up to a multiple of 4,096. So no key may ever serve two files, or two states of one.
 */
public final class MediaChunks {
  /** Bytes that a file has at most. */
  public static final long MAX_SIZE = 104_857_600;
  /** The least and the most bytes of the file that a chunk but the last has. */
  public static final int MIN_CHUNK = 64 * 1024;
  public static final int MAX_CHUNK = 4 * 1024 * 1024;

  private static final int BLOCK = 4096;

  private final MediaKey key;
  private final ConversationId conversation;
  private final MediaId media;
  private final long size;
  private final int chunk;

  /**
   * The chunks of a file.
   *
   * @param size bytes of the file
   * @param chunk bytes of the file in each chunk but the last
   * @throws IllegalArgumentException if either is out of bounds
   */
  public MediaChunks(MediaKey key, ConversationId conversation, MediaId media, long size, int chunk) {
    if (size < 1 || size > MAX_SIZE || chunk < MIN_CHUNK || chunk > MAX_CHUNK || chunk % BLOCK != 0) {
      throw new IllegalArgumentException("a file has 1 to " + MAX_SIZE + " bytes, in chunks of " + MIN_CHUNK + " to "
          + MAX_CHUNK + " bytes");
    }
    this.key = key;
    this.conversation = conversation;
    this.media = media;
    this.size = size;
    this.chunk = chunk;
  }

  /** How many there are. */
  public int count() {
    return (int) ((size + chunk - 1) / chunk);
  }

  /** Where the bytes of a chunk begin in the file. */
  public long offset(int index) {
    return (long) index * chunk;
  }

  /** How many bytes of the file a chunk has. */
  public int length(int index) {
    return (int) Math.min(chunk, size - offset(index));
  }

  /** How many bytes a chunk has in the store. */
  public int sealedLength(int index) {
    return padded(index) + AesGcm.TAG_BYTES;
  }

  private int padded(int index) {
    return (length(index) + BLOCK - 1) / BLOCK * BLOCK;
  }

  /** Encrypts the bytes of the file that belong to a chunk. @throws IllegalArgumentException if there are others */
  public byte[] seal(int index, byte[] part) {
    if (part.length != length(index)) {
      throw new IllegalArgumentException("chunk " + index + " has another length");
    }
    return AesGcm.seal(key.expose(), nonce(index), aad(index), Arrays.copyOf(part, padded(index)));
  }

  /** The bytes of the file that a chunk has. @throws UndecryptableException if it is not genuine */
  public byte[] open(int index, byte[] sealed) throws UndecryptableException {
    if (sealed.length != sealedLength(index)) {
      throw new UndecryptableException();
    }
    var plaintext = AesGcm.open(key.expose(), nonce(index), aad(index), sealed);
    for (var i = length(index); i < plaintext.length; i++) {
      if (plaintext[i] != 0) {
        throw new UndecryptableException();
      }
    }
    return Arrays.copyOf(plaintext, length(index));
  }

  private static byte[] nonce(int index) {
    return ByteBuffer.allocate(AesGcm.NONCE_BYTES).putLong(0).putInt(index).array();
  }

  private byte[] aad(int index) {
    return Fields.of("culver media v1").id(conversation).id(media).integer(size).integer(chunk).integer(index)
        .encode();
  }
}
