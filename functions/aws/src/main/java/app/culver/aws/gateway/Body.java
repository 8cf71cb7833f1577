package app.culver.aws.gateway;

import app.culver.aws.json.Json;
import app.culver.aws.json.MalformedJsonException;
import app.culver.core.refusal.Refusal.TooLarge;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The body of a request, or a frame. */
final class Body {
  /** The gateway closes a socket with 1009 above it; the same holds for HTTP. */
  private static final int MOST_BYTES = 128 * 1024;

  private Body() {}

  static ObjectNode of(String text) {
    check(text.length());
    check(text.getBytes(StandardCharsets.UTF_8).length);
    return Json.object(text);
  }

  /** The gateway writes a body in base64 unless its content type is one of text. */
  static ObjectNode ofBase64(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      throw new MalformedJsonException();
    }
    check(bytes.length);
    return Json.object(bytes);
  }

  private static void check(int bytes) {
    if (bytes > MOST_BYTES) {
      throw new TooLarge("the request", MOST_BYTES).exception();
    }
  }
}
