package app.culver.acceptance.support;

import app.culver.client.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Requests and upgrades as they are told to be, right or wrong. */
public final class Wire {
  static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(Duration.ofSeconds(10)).build();
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private Wire() {}

  /** Asks by HTTP; a null body is none. {@code headers} are names and values by turns. */
  public static Answer http(Settings settings, String method, String path, String body, String... headers) {
    return http(settings, method, path, body == null ? null : body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** Asks by HTTP; a null body is none. {@code headers} are names and values by turns. */
  public static Answer http(Settings settings, String method, String path, byte[] body, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(settings.api() + path)).timeout(PATIENCE).method(method,
        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
    if (body != null) {
      request.header("content-type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return Answer.of(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }

  /** Opens a socket that has to be accepted. {@code headers} are names and values by turns. */
  public static RawSocket connect(URI address, List<String> subprotocols, String... headers) {
    return switch (knock(address, subprotocols, headers)) {
      case Opened opened -> opened.socket();
      case Refused refused -> throw new AssertionError("refused with " + refused.status());
    };
  }

  /** Tries to open a socket. {@code headers} are names and values by turns. */
  public static Door knock(URI address, List<String> subprotocols, String... headers) {
    var socket = new RawSocket();
    var builder = HTTP.newWebSocketBuilder().connectTimeout(PATIENCE);
    for (var index = 0; index < headers.length; index += 2) {
      builder.header(headers[index], headers[index + 1]);
    }
    if (!subprotocols.isEmpty()) {
      builder.subprotocols(subprotocols.getFirst(),
          subprotocols.subList(1, subprotocols.size()).toArray(String[]::new));
    }
    try {
      return new Opened(socket.connected(builder.buildAsync(address, socket).join()));
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof WebSocketHandshakeException refused) {
        return new Refused(refused.getResponse().statusCode());
      }
      throw new AssertionError(failure);
    }
  }

  /** How an upgrade went. */
  public sealed interface Door {}

  /** It was accepted. */
  public record Opened(RawSocket socket) implements Door {}

  /** It was refused with this status. */
  public record Refused(int status) implements Door {}
}
