package app.culver.client.session;

import app.culver.client.CulverException;
import app.culver.client.Problem;
import app.culver.client.loop.Loop;
import app.culver.client.transport.Answers;
import app.culver.client.transport.Exchange;
import app.culver.client.transport.Retry;
import app.culver.client.wire.MalformedException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/** Calls in the name of whoever is signed in: with a token, renewed when the server wants another one. */
public final class Api {
  private static final int ATTEMPTS = 4;

  private final Loop loop;
  private final Exchange exchange;
  private final Session session;
  private final Retry retry;

  public Api(Loop loop, Exchange exchange, Session session, Retry retry) {
    this.loop = loop;
    this.exchange = exchange;
    this.session = session;
    this.retry = retry;
  }

  /**
   * Calls what may be called twice: tried again while the failure is one that passes.
   *
   * @param reader makes something of the answer; what it throws as malformed is the server's fault
   */
  public <T> CompletableFuture<T> call(String method, String path, Optional<? extends JsonNode> body,
      Function<ObjectNode, T> reader) {
    var request = new Request(method, path, body, session.generation());
    return retry.upTo(ATTEMPTS, () -> once(request, reader));
  }

  public <T> CompletableFuture<T> get(String path, Function<ObjectNode, T> reader) {
    return call("GET", path, Optional.empty(), reader);
  }

  public <T> CompletableFuture<T> post(String path, JsonNode body, Function<ObjectNode, T> reader) {
    return call("POST", path, Optional.of(body), reader);
  }

  public CompletableFuture<Void> put(String path, JsonNode body) {
    return call("PUT", path, Optional.of(body), nothing -> null);
  }

  public CompletableFuture<Void> delete(String path) {
    return call("DELETE", path, Optional.empty(), nothing -> null);
  }

  /**
   * Deletes what the session ends with: that there is none any more is success, once an attempt before may have got through.
   */
  public CompletableFuture<Void> deleteForGood(String path, int attempts) {
    var request = new Request("DELETE", path, Optional.empty(), session.generation());
    var unsure = new AtomicBoolean();
    return retry.upTo(attempts, () -> {
      var result = new CompletableFuture<Void>();
      loop.when(this.<Void>once(request, nothing -> null), result::complete, failure -> {
        if (unsure.get() && hasEnded(failure)) {
          result.complete(null);
          return;
        }
        if (Retry.passesAfter(failure).isPresent()) {
          unsure.set(true);
        }
        result.completeExceptionally(failure);
      });
      return result;
    });
  }

  private static boolean hasEnded(CulverException failure) {
    return failure instanceof CulverException.SignedOut
        || failure instanceof CulverException.Refused refused && refused.problem() instanceof Problem.RefreshRefused;
  }

  /** Calls once, for callers with rules of their own; a refused token alone is tried again, with another one. */
  public <T> CompletableFuture<T> once(String method, String path, Optional<? extends JsonNode> body,
      Function<ObjectNode, T> reader) {
    return once(new Request(method, path, body, session.generation()), reader);
  }

  /** @param session the one that this is asked in: neither its answer nor its repetition is another one's */
  private record Request(String method, String path, Optional<? extends JsonNode> body, int session) {}

  private <T> CompletableFuture<T> once(Request request, Function<ObjectNode, T> reader) {
    var result = new CompletableFuture<ObjectNode>();
    with(session::access, request, true, result);
    return result.thenApply(answer -> {
      try {
        return reader.apply(answer);
      } catch (MalformedException fault) {
        throw Answers.senseless(fault);
      }
    });
  }

  private void with(Supplier<CompletableFuture<String>> token, Request request, boolean first,
      CompletableFuture<ObjectNode> result) {
    if (isOver(request)) {
      result.completeExceptionally(over());
    } else {
      loop.when(token.get(), present -> call(request, present, first, result), result::completeExceptionally);
    }
  }

  private void call(Request request, String token, boolean first, CompletableFuture<ObjectNode> result) {
    loop.when(exchange.call(request.method(), request.path(), request.body(), Optional.of(token)), answer -> {
      if (isOver(request)) {
        result.completeExceptionally(over());
      } else {
        result.complete(answer.body());
      }
    }, failure -> {
      var problem = failure instanceof CulverException.Refused refused
          ? Optional.of(refused.problem())
          : Optional.<Problem>empty();
      if (problem.isPresent() && problem.get() instanceof Problem.SessionEnded) {
        session.end(request.session(), problem.get().detail());
        result.completeExceptionally(new CulverException.SignedOut(problem.get().detail()));
      } else if (first && problem.isPresent() && problem.get().status() == 401) {
        with(() -> session.accessInsteadOf(token), request, false, result);
      } else {
        result.completeExceptionally(failure);
      }
    });
  }

  private boolean isOver(Request request) {
    return request.session() != session.generation();
  }

  private static CulverException over() {
    return new CulverException.SignedOut("the session that this was asked in has ended");
  }
}
