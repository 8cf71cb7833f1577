package app.culver.client.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What is kept of Exif, which is TIFF inside: which way is up. */
final class Tiff {
  /** What stands before it in a JPEG, and sometimes in a WebP. */
  static final byte[] EXIF = PictureMetadata.ascii("Exif\0\0");
  /** Up is up. */
  static final int UPRIGHT = 1;

  private static final int NOT_SAID = 0;

  private static final int ORIENTATION = 0x0112;
  private static final int ENTRY = 12;

  private Tiff() {}

  /** Which way is up, from 1 to 8; 0 if it does not say so. */
  static int orientation(byte[] tiff) {
    var order = PictureMetadata.startsWith(tiff, 0, PictureMetadata.ascii("II"))
        ? ByteOrder.LITTLE_ENDIAN
        : ByteOrder.BIG_ENDIAN;
    if (order == ByteOrder.BIG_ENDIAN && !PictureMetadata.startsWith(tiff, 0, PictureMetadata.ascii("MM"))) {
      return NOT_SAID;
    }
    if (tiff.length < 8) {
      return NOT_SAID;
    }
    var view = ByteBuffer.wrap(tiff).order(order);
    var directory = Integer.toUnsignedLong(view.getInt(4));
    if (directory + 2 > tiff.length) {
      return NOT_SAID;
    }
    var count = view.getShort((int) directory) & 0xffff;
    for (var index = 0; index < count; index++) {
      var entry = directory + 2 + (long) index * ENTRY;
      if (entry + ENTRY > tiff.length) {
        return NOT_SAID;
      }
      if ((view.getShort((int) entry) & 0xffff) == ORIENTATION) {
        var value = view.getShort((int) entry + 8) & 0xffff;
        return value >= 1 && value <= 8 ? value : NOT_SAID;
      }
    }
    return NOT_SAID;
  }

  /** As {@link #orientation(byte[])}, of what may have the mark of Exif before it. */
  static int orientationBehindMark(byte[] exif) {
    return orientation(PictureMetadata.startsWith(exif, 0, EXIF)
        ? Arrays.copyOfRange(exif, EXIF.length, exif.length)
        : exif);
  }

  /** With one directory, of one entry: the orientation. */
  static byte[] of(int orientation) {
    return ByteBuffer.allocate(26).put(PictureMetadata.ascii("MM")).putShort((short) 42).putInt(8).putShort((short) 1)
        .putShort((short) ORIENTATION).putShort((short) 3).putInt(1).putShort((short) orientation).array();
  }
}
