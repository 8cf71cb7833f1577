package app.culver.local.server;

import app.culver.local.server.WebRequest.Header;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The decoded parameters of a query, in their order. */
public final class QueryParameters {
  private QueryParameters() {}

  /** @param query percent-encoded, without the question mark; may be empty */
  public static List<Header> of(String query) {
    return Arrays.stream(query.split("&")).filter(pair -> !pair.isEmpty()).map(pair -> {
      var parts = pair.split("=", 2);
      return new Header(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
    }).toList();
  }

  /** Decodes one part; what is not properly encoded stays as it is. */
  private static String decode(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return value;
    }
  }
}
