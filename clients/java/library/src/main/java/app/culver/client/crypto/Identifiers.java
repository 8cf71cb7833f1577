package app.culver.client.crypto;

import java.util.Base64;
import java.util.regex.Pattern;

/** The written form of identifiers: 22 characters of base64url without padding, which stand for 16 bytes. */
final class Identifiers {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{21}[AQgw]");

  private Identifiers() {}

  static boolean isWritten(String identifier) {
    return identifier != null && FORM.matcher(identifier).matches();
  }

  /** @throws IllegalArgumentException if it is not a written identifier */
  static byte[] bytes(String identifier) {
    if (!isWritten(identifier)) {
      throw new IllegalArgumentException("not an identifier");
    }
    return Base64.getUrlDecoder().decode(identifier);
  }

  static String write(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
