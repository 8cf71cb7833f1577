package app.culver.client.identifier;

import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A 128-bit identifier in its only written form: 22 characters of base64url without padding (RFC 4648, section 5). The
 * last character carries two bits, so it is one of A, Q, g and w.
 */
public sealed interface Identifier permits AccountId, DeviceId, ConversationId, MessageId, MediaId {

  /** How many bytes an identifier has. */
  int BYTES = 16;

  /** The written form, 22 characters. */
  String value();

  /** The 16 bytes, as they enter signatures and derivations. */
  default byte[] bytes() {
    return Base64.getUrlDecoder().decode(value());
  }

  /**
   * The written form of 16 bytes.
   *
   * @throws IllegalArgumentException for any other number of bytes
   */
  static String write(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("an identifier has 16 bytes");
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Refuses what is not a written identifier.
   *
   * @throws IllegalArgumentException with a message that does not quote the value
   */
  static void check(String value) {
    if (value == null || !Form.PATTERN.matcher(value).matches()) {
      throw new IllegalArgumentException("must be an identifier: 22 characters of base64url, the last one of AQgw");
    }
  }

  /** Holds the compiled pattern out of sight. */
  final class Form {
    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9_-]{21}[AQgw]");

    private Form() {}
  }
}
