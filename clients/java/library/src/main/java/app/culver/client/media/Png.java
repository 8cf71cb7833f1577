package app.culver.client.media;

import app.culver.client.media.PictureMetadata.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/** A PNG, by its chunks up to its end. */
final class Png {
  /** Around the content of a chunk: its length and type, and a checksum. */
  private static final int FRAME = 12;
  /** Chunks that say how it looks; the others are texts, times, and what programs keep there. */
  private static final Set<String> SEEN = Set.of("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT",
      "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "pHYs", "acTL", "fcTL", "fdAT");

  private final byte[] bytes;

  Png(byte[] bytes) {
    this.bytes = bytes;
  }

  /** What is left of it without metadata. */
  List<byte[]> parts() throws Malformed {
    var view = ByteBuffer.wrap(bytes);
    var parts = new ArrayList<byte[]>();
    parts.add(PictureMetadata.PNG);
    var at = PictureMetadata.PNG.length;
    while (at + FRAME <= bytes.length) {
      var past = at + FRAME + Integer.toUnsignedLong(view.getInt(at));
      if (past > bytes.length) {
        throw new Malformed();
      }
      var end = (int) past;
      var type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (SEEN.contains(type)) {
        parts.add(Arrays.copyOfRange(bytes, at, end));
      } else if (type.equals("eXIf")) {
        var turned = Tiff.orientation(Arrays.copyOfRange(bytes, at + 8, end - 4));
        if (turned > Tiff.UPRIGHT) {
          parts.add(chunk("eXIf", Tiff.of(turned)));
        }
      }
      if (type.equals("IEND")) {
        return parts;
      }
      at = end;
    }
    throw new Malformed();
  }

  private static byte[] chunk(String type, byte[] content) {
    var chunk = ByteBuffer.allocate(FRAME + content.length).putInt(content.length).put(PictureMetadata.ascii(type))
        .put(content);
    var checksum = new CRC32();
    checksum.update(chunk.array(), 4, 4 + content.length);
    return chunk.putInt((int) checksum.getValue()).array();
  }
}
