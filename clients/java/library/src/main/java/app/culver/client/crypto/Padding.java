package app.culver.client.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Hides how long a plaintext is: its length as four bytes, big-endian, its bytes, and zeros up to one of few sizes.
 */
final class Padding {
  private static final int[] CONTENT_SIZES = {128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65520};

  /** How many bytes the content of a message may have: what fits the largest size. */
  static final int MAX_CONTENT_BYTES = CONTENT_SIZES[CONTENT_SIZES.length - 1] - Integer.BYTES;

  private Padding() {}

  /**
   * Pads the content of a message to the next of the sizes.
   *
   * @throws IllegalArgumentException if it is larger than {@link #MAX_CONTENT_BYTES}
   */
  static byte[] padContent(byte[] content) {
    for (var size : CONTENT_SIZES) {
      if (content.length + Integer.BYTES <= size) {
        return pad(content, size);
      }
    }
    throw new IllegalArgumentException("a message has at most " + MAX_CONTENT_BYTES + " bytes");
  }

  /** Undoes {@link #padContent}. @throws UndecryptableException if the bytes are not so padded */
  static byte[] unpadContent(byte[] padded) throws UndecryptableException {
    if (Arrays.binarySearch(CONTENT_SIZES, padded.length) < 0) {
      throw new UndecryptableException();
    }
    return unpad(padded);
  }

  /** Pads to the next multiple of this size. */
  static byte[] padToMultiple(byte[] content, int multiple) {
    var blocks = (content.length + Integer.BYTES + multiple - 1) / multiple;
    return pad(content, blocks * multiple);
  }

  /** The content. @throws UndecryptableException if the length is impossible or anything but zeros follows */
  static byte[] unpad(byte[] padded) throws UndecryptableException {
    if (padded.length < Integer.BYTES) {
      throw new UndecryptableException();
    }
    var length = ByteBuffer.wrap(padded).getInt();
    if (length < 0 || length > padded.length - Integer.BYTES) {
      throw new UndecryptableException();
    }
    for (var i = Integer.BYTES + length; i < padded.length; i++) {
      if (padded[i] != 0) {
        throw new UndecryptableException();
      }
    }
    return Arrays.copyOfRange(padded, Integer.BYTES, Integer.BYTES + length);
  }

  private static byte[] pad(byte[] content, int size) {
    return ByteBuffer.allocate(size).putInt(content.length).put(content).array();
  }
}
