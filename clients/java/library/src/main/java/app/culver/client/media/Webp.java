package app.culver.client.media;

import app.culver.client.media.PictureMetadata.Malformed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A WebP, by the chunks of its RIFF. */
final class Webp {
  private static final int HEAD = 12;
  private static final int CHUNK_HEAD = 8;
  private static final Set<String> SHOWN = Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP");
  /** Flags of VP8X that announce Exif and XMP. */
  private static final int EXIF = 0x08;
  private static final int XMP = 0x04;

  private final byte[] bytes;
  private final List<byte[]> parts = new ArrayList<>();
  private int turned;

  Webp(byte[] bytes) {
    this.bytes = bytes;
  }

  /** What is left of it without metadata. */
  List<byte[]> parts() throws Malformed {
    var view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    var whole = 8 + Integer.toUnsignedLong(view.getInt(4));
    if (whole > bytes.length || whole < HEAD) {
      throw new Malformed();
    }
    for (var at = HEAD; at < whole;) {
      at = chunk(view, at, (int) whole);
    }
    var isExtended = !parts.isEmpty() && parts.get(0)[3] == 'X';
    var keeps = isExtended && turned > Tiff.UPRIGHT;
    if (isExtended && parts.get(0).length > CHUNK_HEAD) {
      parts.get(0)[CHUNK_HEAD] = (byte) (parts.get(0)[CHUNK_HEAD] & ~(EXIF | XMP) | (keeps ? EXIF : 0));
    }
    if (keeps) {
      var tiff = Tiff.of(turned);
      parts.add(little(CHUNK_HEAD + tiff.length).put(PictureMetadata.ascii("EXIF")).putInt(tiff.length).put(tiff)
          .array());
    }
    var length = 4 + parts.stream().mapToInt(part -> part.length).sum();
    parts.add(0, little(HEAD).put(PictureMetadata.ascii("RIFF")).putInt(length).put(PictureMetadata.ascii("WEBP"))
        .array());
    return parts;
  }

  /** Looks at one chunk. @return where the next one is */
  private int chunk(ByteBuffer view, int at, int whole) throws Malformed {
    if (at + CHUNK_HEAD > whole) {
      throw new Malformed();
    }
    var length = Integer.toUnsignedLong(view.getInt(at + 4));
    if (at + CHUNK_HEAD + length > whole) {
      throw new Malformed();
    }
    var content = at + CHUNK_HEAD;
    // Padded to an even length; the last one may be without.
    var end = (int) Math.min(content + length + length % 2, whole);
    var type = new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    if (type.equals("EXIF") && turned == 0) {
      turned = Tiff.orientationBehindMark(Arrays.copyOfRange(bytes, content, (int) (content + length)));
    } else if (SHOWN.contains(type)) {
      parts.add(Arrays.copyOfRange(bytes, at, end));
    }
    return end;
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
