package app.culver.core.identifier;

import java.util.Base64;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A 128-bit identifier in its only written form: 22 characters of base64url without padding (RFC 4648, section 5). The
 * last character carries two bits, so it is one of A, Q, g and w.
 */
public sealed interface Identifier permits AccountId, DeviceId, ConversationId, MessageId, MediaId, SessionId,
    GroupNonce {

  /** How many bytes an identifier has. */
  int BYTES = 16;

  /** The order of the written forms, by their ASCII codes; it is not that of the bytes. */
  Comparator<Identifier> TEXT_ORDER = Comparator.comparing(Identifier::value);

  /** The written form, 22 characters. */
  String value();

  /** The 16 bytes, as they enter signatures and derivations. */
  default byte[] bytes() {
    return Base64.getUrlDecoder().decode(value());
  }

  /** The written form of 16 bytes. */
  static String write(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("an identifier has 16 bytes");
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Refuses what is not a written identifier; the message is fit for the caller's eyes and does not quote the input. */
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
