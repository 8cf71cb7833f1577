package app.culver.local.gateway;

import app.culver.local.clock.CloudClock;
import app.culver.local.gateway.Functions.Invocation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Invokes a function, and waits for it no longer than API Gateway does; the function itself runs on. */
public final class Integration {
  private final Functions functions;
  private final CloudClock clock;

  public Integration(Functions functions, CloudClock clock) {
    this.functions = functions;
    this.clock = clock;
  }

  /** How the invocation ended; empty if it took longer than the limit. */
  public Optional<Invocation> call(String function, byte[] event, Duration limit) {
    var outcome = new CompletableFuture<Optional<Invocation>>();
    var timer = clock.after(limit, () -> outcome.complete(Optional.empty()));
    Thread.ofVirtual().name("invoke " + function).start(() -> outcome.complete(Optional.of(invoke(function, event))));
    try {
      return outcome.join();
    } finally {
      timer.cancel();
    }
  }

  private Invocation invoke(String function, byte[] event) {
    try {
      return functions.invoke(function, event);
    } catch (RuntimeException failure) {
      return new Invocation.Failed(failure.getClass().getName(), failure.getMessage());
    }
  }
}
