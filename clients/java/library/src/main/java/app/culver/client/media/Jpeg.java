package app.culver.client.media;

import app.culver.client.media.PictureMetadata.Malformed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A JPEG, by its segments up to its end; phones put films and further pictures behind that. */
final class Jpeg {
  private static final int SOS = 0xda;
  private static final int EOI = 0xd9;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int COMMENT = 0xfe;

  private final byte[] bytes;
  private final List<byte[]> parts = new ArrayList<>();
  private int turned;

  Jpeg(byte[] bytes) {
    this.bytes = bytes;
  }

  /** What is left of it without metadata. */
  List<byte[]> parts() throws Malformed {
    parts.add(Arrays.copyOf(bytes, 2));
    var at = 2;
    while (at >= 0) {
      at = segment(at);
    }
    if (turned > Tiff.UPRIGHT) {
      // Behind JFIF's segment, where decoders look for it.
      var behindJfif = parts.size() > 1 && (parts.get(1)[1] & 0xff) == APP0;
      parts.add(behindJfif ? 2 : 1, exif(turned));
    }
    return parts;
  }

  /** Looks at one segment. @return where the next one is; -1 behind the last */
  private int segment(int start) throws Malformed {
    var at = start;
    // A marker may have any number of 0xff before it.
    while (byteAt(at) == 0xff && byteAt(at + 1) == 0xff) {
      at++;
    }
    var marker = byteAt(at + 1);
    if (byteAt(at) != 0xff || marker < 0) {
      throw new Malformed();
    }
    if (marker == EOI) {
      parts.add(Arrays.copyOfRange(bytes, at, at + 2));
      return -1;
    }
    if (at + 4 > bytes.length) {
      throw new Malformed();
    }
    var end = at + 2 + (ByteBuffer.wrap(bytes).getShort(at + 2) & 0xffff);
    if (end < at + 4 || end > bytes.length) {
      throw new Malformed();
    }
    var content = Arrays.copyOfRange(bytes, at + 4, end);
    if (marker == APP1 && PictureMetadata.startsWith(content, 0, Tiff.EXIF) && turned == 0) {
      turned = Tiff.orientationBehindMark(content);
    }
    if (isNeeded(marker, content)) {
      parts.add(Arrays.copyOfRange(bytes, at, end));
    }
    if (marker != SOS) {
      return end;
    }
    var next = endOfScan(end);
    parts.add(Arrays.copyOfRange(bytes, end, next));
    // Cut off: others show what there is.
    return next >= bytes.length - 1 ? -1 : next;
  }

  /** What a decoder needs: JFIF, the colour profile and Adobe's mark of how colours are stored. */
  private static boolean isNeeded(int marker, byte[] content) {
    if (marker == COMMENT) {
      return false;
    }
    if (marker < APP0 || marker > APP15) {
      return true;
    }
    return marker == APP0 && PictureMetadata.startsWith(content, 0, PictureMetadata.ascii("JFIF\0"))
        || marker == APP2 && PictureMetadata.startsWith(content, 0, PictureMetadata.ascii("ICC_PROFILE\0"))
        || marker == APP14 && PictureMetadata.startsWith(content, 0, PictureMetadata.ascii("Adobe"));
  }

  /** Where the next marker is that is none of those within a scan. */
  private int endOfScan(int from) {
    for (var at = from; at + 1 < bytes.length; at++) {
      var next = byteAt(at + 1);
      if (byteAt(at) == 0xff && next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
        return at;
      }
    }
    return bytes.length;
  }

  private int byteAt(int at) {
    return at < bytes.length ? bytes[at] & 0xff : -1;
  }

  private static byte[] exif(int orientation) {
    var tiff = Tiff.of(orientation);
    var length = Tiff.EXIF.length + tiff.length;
    return ByteBuffer.allocate(4 + length).put((byte) 0xff).put((byte) APP1).putShort((short) (2 + length))
        .put(Tiff.EXIF).put(tiff).array();
  }
}
