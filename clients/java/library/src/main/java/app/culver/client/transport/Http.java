package app.culver.client.transport;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Makes HTTP calls. */
@FunctionalInterface
public interface Http {

  /** The answer, whatever its status; fails with {@link app.culver.client.CulverException.Unreachable} if there is none. */
  CompletableFuture<Answer> call(Request request);

  /**
   * A call. A class of its own without {@code toString}, because of the token.
   *
   * <p>The body is JSON, unless there are headers of its own; without one, the call has none. The token goes into the
   * {@code Authorization} header.
   */
  final class Request {
    private final String method;
    private final String url;
    private final Optional<byte[]> body;
    private final Optional<String> token;
    private final Map<String, String> headers;

    public Request(String method, String url, Optional<byte[]> body, Optional<String> token) {
      this(method, url, body, token, Map.of());
    }

    private Request(String method, String url, Optional<byte[]> body, Optional<String> token,
        Map<String, String> headers) {
      this.method = method;
      this.url = url;
      this.body = body;
      this.token = token;
      this.headers = Map.copyOf(headers);
    }

    /** Puts bytes of no certain type to an address that is a secret itself. */
    public static Request put(String url, Map<String, String> headers, byte[] body) {
      return new Request("PUT", url, Optional.of(body), Optional.empty(), headers);
    }

    public String method() {
      return method;
    }

    public String url() {
      return url;
    }

    public Optional<byte[]> body() {
      return body;
    }

    public Optional<String> token() {
      return token;
    }

    public Map<String, String> headers() {
      return headers;
    }
  }

  /**
   * An answer. A class of its own without {@code toString}, because a body may hold tokens.
   *
   * <p>{@code retryAfterSeconds} and {@code date} are the headers of these names, empty if absent or unreadable.
   */
  final class Answer {
    private final int status;
    private final byte[] body;
    private final Optional<Long> retryAfterSeconds;
    private final Optional<Instant> date;

    public Answer(int status, byte[] body, Optional<Long> retryAfterSeconds, Optional<Instant> date) {
      this.status = status;
      this.body = body;
      this.retryAfterSeconds = retryAfterSeconds;
      this.date = date;
    }

    public int status() {
      return status;
    }

    public byte[] body() {
      return body;
    }

    public Optional<Long> retryAfterSeconds() {
      return retryAfterSeconds;
    }

    public Optional<Instant> date() {
      return date;
    }
  }
}
