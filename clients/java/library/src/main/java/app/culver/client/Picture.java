package app.culver.client;

import java.util.Base64;
import java.util.Set;

/**
 * A small picture, of a group or a person to be shown in a circle, or of a file.
 *
 * @param type {@code image/webp}, {@code image/jpeg} or {@code image/png}
 * @param data the picture in base64, at most {@link #MAX_BYTES} bytes
 */
public record Picture(String type, String data) {
  /** How many bytes a picture has at most. */
  public static final int MAX_BYTES = 24_576;
  private static final Set<String> TYPES = Set.of("image/webp", "image/jpeg", "image/png");

  /** @throws IllegalArgumentException for another type, no bytes or too many, or what is not base64 */
  public Picture {
    var bytes = Base64.getDecoder().decode(data).length;
    if (!TYPES.contains(type) || bytes == 0 || bytes > MAX_BYTES) {
      throw new IllegalArgumentException("a picture is a WebP, JPEG or PNG of 1 to " + MAX_BYTES + " bytes");
    }
  }

  /** The picture with these bytes. */
  public static Picture of(String type, byte[] bytes) {
    return new Picture(type, Base64.getEncoder().encodeToString(bytes));
  }

  /** The bytes of its file. */
  public byte[] bytes() {
    return Base64.getDecoder().decode(data);
  }
}
