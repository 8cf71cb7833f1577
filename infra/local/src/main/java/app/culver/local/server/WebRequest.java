package app.culver.local.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * A request as it came.
 *
 * @param path percent-encoded, never empty
 * @param query percent-encoded without the question mark; empty if there is none
 * @param headers in the order and the letters' case in which they came
 */
public record WebRequest(String method, String path, String query, List<Header> headers, byte[] body, String remote) {

  private static final long MAX_SKIPPED_BYTES = 16L * 1024 * 1024;

  /** One field of the header. */
  public record Header(String name, String value) {}

  /** All but the body of a request. */
  public static WebRequest head(Request request) {
    var uri = request.getHttpURI();
    var path = uri.getPath() == null ? "/" : uri.getPath();
    var query = uri.getQuery() == null ? "" : uri.getQuery();
    var headers = request.getHeaders().stream().map(field -> new Header(field.getName(), orEmpty(field.getValue())))
        .toList();
    return new WebRequest(request.getMethod(), path, query, headers, new byte[0], Request.getRemoteAddr(request));
  }

  /** A whole request, unless its body is longer than the limit: then empty. */
  public static Optional<WebRequest> read(Request request, int maxBytes) throws IOException {
    try (var stream = Content.Source.asInputStream(request)) {
      var body = stream.readNBytes(maxBytes + 1);
      if (body.length <= maxBytes) {
        return Optional.of(head(request).with(body));
      }
      // A client that is still writing when it is refused sees a broken connection instead of the answer.
      stream.skip(MAX_SKIPPED_BYTES);
      return Optional.empty();
    }
  }

  public WebRequest with(byte[] body) {
    return new WebRequest(method, path, query, headers, body, remote);
  }

  /** The first value of a header field, whatever the case of its name. */
  public Optional<String> header(String name) {
    return headers.stream().filter(header -> header.name().equalsIgnoreCase(name)).map(Header::value).findFirst();
  }

  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static String orEmpty(String value) {
    return value == null ? "" : value;
  }
}
