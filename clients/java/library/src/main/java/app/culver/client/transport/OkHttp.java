package app.culver.client.transport;

import app.culver.client.CulverException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;

/** HTTP by OkHttp, without waiting threads. */
public final class OkHttp implements Http {
  /** Far above every answer of the contract; a server that sends more is not to exhaust the memory. */
  private static final long MAX_ANSWER_BYTES = 8 << 20;
  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient client;

  public OkHttp(OkHttpClient client) {
    this.client = client;
  }

  @Override
  public CompletableFuture<Answer> call(Request request) {
    var builder = new okhttp3.Request.Builder().url(request.url());
    request.token().ifPresent(token -> builder.header("Authorization", "Bearer " + token));
    request.headers().forEach(builder::header);
    var type = request.headers().isEmpty() ? JSON : null;
    builder.method(request.method(), request.body().map(body -> RequestBody.create(body, type))
        .orElseGet(() -> needsBody(request.method()) ? RequestBody.create(new byte[0], null) : null));
    var future = new CompletableFuture<Answer>();
    client.newCall(builder.build()).enqueue(new Callback() {
      @Override
      public void onFailure(Call call, IOException failure) {
        future.completeExceptionally(unreachable(call, failure));
      }

      @Override
      public void onResponse(Call call, Response response) {
        try (response) {
          future.complete(answer(response));
        } catch (IOException broken) {
          future.completeExceptionally(unreachable(call, broken));
        }
      }
    });
    return future;
  }

  private static CulverException.Unreachable unreachable(Call call, IOException cause) {
    var url = call.request().url();
    return new CulverException.Unreachable(url.host() + ":" + url.port() + " does not answer: " + cause.getMessage(),
        cause);
  }

  /** OkHttp insists on a body where HTTP expects one. */
  private static boolean needsBody(String method) {
    return method.equals("POST") || method.equals("PUT");
  }

  private static Answer answer(Response response) throws IOException {
    var body = new Buffer();
    var source = response.body().source();
    while (source.read(body, 8192) != -1) {
      if (body.size() > MAX_ANSWER_BYTES) {
        throw new IOException("the answer is larger than " + MAX_ANSWER_BYTES + " bytes");
      }
    }
    return new Answer(response.code(), body.readByteArray(), seconds(response.header("Retry-After")),
        Optional.ofNullable(response.headers().getDate("Date")).map(date -> Instant.ofEpochMilli(date.getTime())));
  }

  private static Optional<Long> seconds(String header) {
    try {
      return header == null ? Optional.empty() : Optional.of(Math.max(0, Long.parseLong(header.trim())));
    } catch (NumberFormatException aDate) {
      return Optional.empty();
    }
  }
}
