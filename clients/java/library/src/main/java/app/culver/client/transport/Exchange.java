package app.culver.client.transport;

import app.culver.client.CulverException;
import app.culver.client.loop.Loop;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One call with its answer read. */
public final class Exchange {
  private final Loop loop;
  private final Http http;
  private final String base;

  /** @param base address that paths are appended to, without a slash at the end */
  public Exchange(Loop loop, Http http, String base) {
    this.loop = loop;
    this.http = http;
    this.base = base;
  }

  /** The body of an answer, and what time the server had; empty if it did not say. */
  public record Result(ObjectNode body, Optional<Instant> serverTime) {}

  /** Makes a call once. The future ends on the loop. */
  public CompletableFuture<Result> call(String method, String path, Optional<? extends JsonNode> body,
      Optional<String> token) {
    var result = new CompletableFuture<Result>();
    var request = new Http.Request(method, base + path, body.map(Json::bytes), token);
    loop.when(http.call(request), answer -> {
      try {
        result.complete(new Result(Answers.read(answer), answer.date()));
      } catch (CulverException refused) {
        result.completeExceptionally(refused);
      }
    }, result::completeExceptionally);
    return result;
  }
}
