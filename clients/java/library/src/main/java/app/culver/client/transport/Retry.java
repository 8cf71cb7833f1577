package app.culver.client.transport;

import app.culver.client.CulverException;
import app.culver.client.Problem;
import app.culver.client.loop.Backoff;
import app.culver.client.loop.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Tries calls again that may be made twice. */
public final class Retry {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration MOST = Duration.ofSeconds(30);
  /** Somebody may be waiting: who has to wait longer than this had better know. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Loop loop;
  private final Random random;

  public Retry(Loop loop, Random random) {
    this.loop = loop;
    this.random = random;
  }

  /** Calls until it does not fail in a way that passes, at most so many times. */
  public <T> CompletableFuture<T> upTo(int attempts, Supplier<CompletableFuture<T>> call) {
    var result = new CompletableFuture<T>();
    attempt(attempts, loop.clock().instant().plus(PATIENCE), new Backoff(random, FIRST, MOST), call, result);
    return result;
  }

  private <T> void attempt(int left, Instant end, Backoff backoff, Supplier<CompletableFuture<T>> call,
      CompletableFuture<T> result) {
    loop.when(call.get(), result::complete, failure -> {
      var wait = passesAfter(failure);
      if (left <= 1 || wait.isEmpty() || loop.clock().instant().plus(wait.get()).isAfter(end)) {
        result.completeExceptionally(failure);
        return;
      }
      loop.after(wait.get().plus(backoff.next()), () -> attempt(left - 1, end, backoff, call, result));
    });
  }

  /** Whether a refusal is one that passes by itself. */
  public static boolean passes(Problem problem) {
    return passesAfter(new CulverException.Refused(problem)).isPresent();
  }

  /** How long to wait at least before trying again; empty if that will not help. */
  public static Optional<Duration> passesAfter(CulverException failure) {
    if (failure instanceof CulverException.Unreachable) {
      return Optional.of(Duration.ZERO);
    }
    if (failure instanceof CulverException.Refused refused) {
      var problem = refused.problem();
      if (problem instanceof Problem.Busy busy) {
        return Optional.of(busy.retryAfter());
      }
      return problem.status() >= 500 || problem.status() == 408 || problem.status() == 429
          ? Optional.of(Duration.ZERO)
          : Optional.empty();
    }
    return Optional.empty();
  }
}
