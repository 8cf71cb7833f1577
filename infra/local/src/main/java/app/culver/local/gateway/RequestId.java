package app.culver.local.gateway;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** The made-up values of a request, in the forms that API Gateway gives them. */
public final class RequestId {
  private static final int BYTES = 11;
  private static final DateTimeFormatter COMMON_LOG = DateTimeFormatter
      .ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private RequestId() {}

  /** An id of a request, message or connection: 11 bytes in base64url, padded. */
  public static String next() {
    return Base64.getUrlEncoder().encodeToString(random(BYTES));
  }

  /** A trace id as in {@code X-Amzn-Trace-Id}. */
  public static String trace(Instant now) {
    return "Root=1-%08x-%s".formatted(now.getEpochSecond(), HexFormat.of().formatHex(random(12)));
  }

  /** Whether a text could be the id of a connection. */
  public static boolean isWellFormed(String id) {
    try {
      return Base64.getUrlDecoder().decode(id).length == BYTES;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  /** A time in the Common Log Format, which events carry beside the epoch's milliseconds. */
  public static String time(Instant instant) {
    return COMMON_LOG.format(instant);
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    ThreadLocalRandom.current().nextBytes(bytes);
    return bytes;
  }
}
