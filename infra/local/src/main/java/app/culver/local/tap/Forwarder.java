package app.culver.local.tap;

import app.culver.local.server.WebHandler;
import app.culver.local.server.WebRequest;
import app.culver.local.server.WebRequest.Header;
import app.culver.local.server.WebResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;

/** Hands requests on to an engine's own port. */
public final class Forwarder implements WebHandler, AutoCloseable {
  /** They belong to a connection and not to the request. */
  private static final Set<String> DROPPED = Set.of("host", "connection", "content-length", "expect", "upgrade",
      "transfer-encoding", "keep-alive", "amz-sdk-invocation-id", "amz-sdk-request");

  private final URI target;
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
      .executor(Executors.newVirtualThreadPerTaskExecutor()).build();

  public Forwarder(URI target) {
    this.target = target;
  }

  @Override
  public WebResponse handle(WebRequest request) throws Exception {
    var query = request.query().isEmpty() ? "" : "?" + request.query();
    var onward = HttpRequest.newBuilder(URI.create(target + request.path() + query)).method(request.method(),
        HttpRequest.BodyPublishers.ofByteArray(request.body()));
    request.headers().stream().filter(header -> isCarried(header.name()))
        .forEach(header -> onward.header(header.name(), header.value()));
    var answer = client.send(onward.build(), HttpResponse.BodyHandlers.ofByteArray());
    List<Header> headers = answer.headers().map().entrySet().stream().filter(entry -> isCarried(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream().map(value -> new Header(entry.getKey(), value))).toList();
    return new WebResponse(answer.statusCode(), headers, answer.body());
  }

  private static boolean isCarried(String name) {
    return !DROPPED.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":");
  }

  @Override
  public void close() {
    client.close();
  }
}
