package app.culver.local.gateway.socket;

import app.culver.local.gateway.RequestId;
import app.culver.local.server.QueryParameters;
import app.culver.local.server.WebRequest;
import app.culver.local.server.WebRequest.Header;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a connection began with: its id, its time, and the upgrade request with the headers that AWS adds. */
record Handshake(String connection, Instant connectedAt, WebRequest request, List<Header> headers) {

  static Handshake of(WebRequest request, Instant now) {
    var headers = new ArrayList<>(request.headers());
    headers.add(new Header("X-Amzn-Trace-Id", RequestId.trace(now)));
    headers.add(new Header("X-Forwarded-For", request.remote()));
    headers.add(new Header("X-Forwarded-Port", port(request)));
    headers.add(new Header("X-Forwarded-Proto", "http"));
    return new Handshake(RequestId.next(), now, request, List.copyOf(headers));
  }

  String domain() {
    return request.header("Host").orElse("");
  }

  Optional<String> userAgent() {
    return request.header("User-Agent");
  }

  /** All values of each header field, by the name as it came. */
  Map<String, List<String>> multiValueHeaders() {
    return grouped(headers);
  }

  /** All values of each query parameter, decoded. */
  Map<String, List<String>> parameters() {
    return grouped(QueryParameters.of(request.query()));
  }

  private static Map<String, List<String>> grouped(List<Header> pairs) {
    var grouped = new LinkedHashMap<String, List<String>>();
    pairs.forEach(pair -> grouped.computeIfAbsent(pair.name(), _ -> new ArrayList<>()).add(pair.value()));
    return grouped;
  }

  private static String port(WebRequest request) {
    return request.header("Host").map(host -> host.replaceFirst(".*:", "")).orElse("80");
  }
}
