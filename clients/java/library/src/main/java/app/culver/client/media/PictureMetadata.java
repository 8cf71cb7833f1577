package app.culver.client.media;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes out of a picture what cameras and programs wrote about it: where it was taken, when, by what, and smaller copies of
 * what it was like before. The picture itself stays as it is, byte for byte; of the metadata only which way is up and what its
 * colours mean. HEIC, AVIF and films keep theirs. The contract's {@code pictures.json} holds what comes out.
 */
public final class PictureMetadata {
  /** As many bytes tell whether it is a picture of a kind whose metadata can be taken out. */
  public static final int HEAD = 12;

  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private PictureMetadata() {}

  /** Whether it begins as a JPEG, a PNG or a WebP does. */
  public static boolean isPicture(byte[] head) {
    return startsWith(head, 0, JPEG) || startsWith(head, 0, PNG) || isWebp(head);
  }

  /** The picture without it. Empty if it is no JPEG, PNG or WebP, or not formed as those are: then nothing is taken out. */
  public static Optional<byte[]> remove(byte[] picture) {
    try {
      return startsWith(picture, 0, JPEG)
          ? Optional.of(joined(new Jpeg(picture).parts()))
          : startsWith(picture, 0, PNG)
              ? Optional.of(joined(new Png(picture).parts()))
              : isWebp(picture) ? Optional.of(joined(new Webp(picture).parts())) : Optional.empty();
    } catch (Malformed notUnderstood) {
      return Optional.empty();
    }
  }

  /** It is not formed as pictures of its kind are. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed() {
      super("not formed as its kind is", null, false, false);
    }
  }

  private static boolean isWebp(byte[] bytes) {
    return startsWith(bytes, 0, ascii("RIFF")) && startsWith(bytes, 8, ascii("WEBP"));
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static boolean startsWith(byte[] bytes, int at, byte[] wanted) {
    return bytes.length >= at + wanted.length
        && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
  }

  static byte[] joined(List<byte[]> parts) {
    var all = new ByteArrayOutputStream(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
