package app.culver.cli;

import app.culver.client.CulverException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what a {@link Feed} tells. */
final class Waiting {
  private static final Duration FOREVER = Duration.ofDays(36_500);

  private Waiting() {}

  /** Waits as long as it takes. @throws Failure the one that the future fails with */
  static void forIt(CompletableFuture<?> future) {
    forIt(future, FOREVER);
  }

  /** @throws Failure the one that the future fails with, or that it was not in time */
  static void forIt(CompletableFuture<?> future, Duration limit) {
    try {
      future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new Failure(ExitCode.NOT_REACHED, "The server does not answer.", "Try again later.");
    } catch (ExecutionException failed) {
      throw cause(failed.getCause());
    } catch (InterruptedException interrupted) {
      throw new Failure(ExitCode.FAULT, "Interrupted.", "");
    }
  }

  private static RuntimeException cause(Throwable cause) {
    return switch (cause) {
      case Failure failure -> failure;
      case CulverException exception -> Failures.of(exception);
      default -> new IllegalStateException(cause);
    };
  }
}
