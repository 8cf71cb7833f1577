package app.culver.connections;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the client asks for when it opens a socket. Browsers cannot set headers of their own, so theirs bring the token
 * among the subprotocols (RFC 6455, section 11.3.4).
 */
final class Offer {
  static final String SUBPROTOCOL = "culver.v1";
  static final String SUBPROTOCOLS = "Sec-WebSocket-Protocol";

  private static final String TOKEN = "bearer.";
  private static final String SCHEME = "bearer ";

  private final List<String> origins;
  private final List<String> authorizations;
  private final List<String> subprotocols;

  private Offer(JsonNode event) {
    origins = header(event, "Origin");
    authorizations = header(event, "Authorization");
    subprotocols = header(event, SUBPROTOCOLS).stream().flatMap(line -> Stream.of(line.split(","))).map(String::strip)
        .toList();
  }

  static Offer of(JsonNode event) {
    return new Offer(event);
  }

  /** The pages that open the socket: one if it is a browser, none if not, more only from something that pretends. */
  List<String> origins() {
    return origins;
  }

  /** The one access token; empty if there is none, or if there are several. */
  Optional<String> token() {
    List<String> tokens = new ArrayList<>();
    authorizations.stream().filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()).strip()).forEach(tokens::add);
    if (subprotocols.contains(SUBPROTOCOL)) {
      subprotocols.stream().filter(value -> value.startsWith(TOKEN)).map(value -> value.substring(TOKEN.length()))
          .forEach(tokens::add);
    }
    return tokens.size() == 1 ? Optional.of(tokens.getFirst()) : Optional.empty();
  }

  /** Every value of a header, whose name comes as the client wrote it. */
  private static List<String> header(JsonNode event, String name) {
    JsonNode headers = event.has("multiValueHeaders") ? event.get("multiValueHeaders") : event.path("headers");
    List<String> values = new ArrayList<>();
    for (var field : headers.properties()) {
      if (field.getKey().equalsIgnoreCase(name)) {
        if (field.getValue().isArray()) {
          field.getValue().forEach(value -> values.add(value.asText()));
        } else {
          values.add(field.getValue().asText());
        }
      }
    }
    return values;
  }
}
