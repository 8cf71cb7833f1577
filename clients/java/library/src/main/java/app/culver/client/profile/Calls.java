package app.culver.client.profile;

import app.culver.client.CulverException;
import app.culver.client.loop.Loop;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Lets threads of the application wait for what the loop does. */
final class Calls {
  private final Loop loop;
  private final Set<CompletableFuture<?>> waiting = ConcurrentHashMap.newKeySet();
  private volatile CulverException ended;

  Calls(Loop loop) {
    this.loop = loop;
  }

  /** Finds something out at once on the loop. */
  <T> T now(Supplier<T> work) {
    return await(() -> CompletableFuture.completedFuture(work.get()));
  }

  /** Does something at once on the loop. */
  void run(Runnable work) {
    now(() -> {
      work.run();
      return null;
    });
  }

  /** Waits for something that the loop has begun. */
  <T> T await(Supplier<CompletableFuture<T>> work) {
    var result = begin(work);
    try {
      return result.get();
    } catch (ExecutionException failed) {
      throw failure(failed);
    } catch (InterruptedException interrupted) {
      throw givenUp(result, interrupted());
    }
  }

  /** Waits so long. @param givenUp is run on the loop if it was in vain */
  <T> T await(Supplier<CompletableFuture<T>> work, Duration limit, Runnable givenUp) {
    var result = begin(work);
    try {
      return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw failure(failed);
    } catch (TimeoutException inVain) {
      loop.execute(givenUp);
      throw givenUp(result, new CulverException.TimedOut(limit));
    } catch (InterruptedException interrupted) {
      loop.execute(givenUp);
      throw givenUp(result, interrupted());
    }
  }

  /** Nobody waits for it any more. */
  private static CulverException givenUp(CompletableFuture<?> result, CulverException why) {
    result.completeExceptionally(why);
    return why;
  }

  /** How many threads wait. */
  int waiting() {
    return waiting.size();
  }

  /** Fails whatever waits, now and from now on. */
  void end(CulverException reason) {
    ended = reason;
    waiting.forEach(future -> future.completeExceptionally(reason));
  }

  private <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> work) {
    var result = new CompletableFuture<T>();
    waiting.add(result);
    result.whenComplete((value, failure) -> waiting.remove(result));
    loop.execute(() -> {
      try {
        loop.when(work.get(), result::complete, result::completeExceptionally);
      } catch (CulverException failure) {
        result.completeExceptionally(failure);
      }
    });
    if (ended != null) {
      result.completeExceptionally(ended);
    }
    return result;
  }

  private static CulverException failure(ExecutionException failed) {
    if (failed.getCause() instanceof CulverException expected) {
      return expected;
    }
    throw new IllegalStateException(failed.getCause());
  }

  private static CulverException interrupted() {
    Thread.currentThread().interrupt();
    return new CulverException.Interrupted();
  }
}
