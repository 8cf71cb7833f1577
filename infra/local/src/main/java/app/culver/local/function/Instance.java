package app.culver.local.function;

import app.culver.local.gateway.Functions.Invocation;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One execution environment: a handler and the thread that runs it, one invocation at a time. */
final class Instance {
  /** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
  private static final int MAX_ANSWER_BYTES = 6 * 1024 * 1024;

  private final String name;
  private final Code code;
  private final ExecutorService thread;
  private final RequestStreamHandler handler;
  // Of the invocation that runs now; empty is the answer of an instance that was killed.
  private CompletableFuture<Optional<Invocation>> answer = new CompletableFuture<>();
  private boolean dead;

  private Instance(String name, Code code, ExecutorService thread, RequestStreamHandler handler) {
    this.name = name;
    this.code = code;
    this.thread = thread;
    this.handler = handler;
  }

  /** Makes an instance; throws what kept it from starting. */
  static Instance start(String name, Code code) throws FunctionException {
    var thread = Executors.newSingleThreadExecutor(task -> {
      var made = new Thread(task, name);
      made.setDaemon(true);
      return made;
    });
    try {
      return new Instance(name, code, thread, thread.submit(() -> {
        code.enter(name);
        return code.handler();
      }).get());
    } catch (ExecutionException failure) {
      thread.shutdownNow();
      if (failure.getCause() instanceof FunctionException known) {
        throw known;
      }
      throw new FunctionException(failure.getCause().getClass().getName(), failure.getCause().getMessage(),
          failure.getCause());
    } catch (InterruptedException interrupted) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
      throw new FunctionException("Interrupted", "the local cloud is ending", interrupted);
    }
  }

  String name() {
    return name;
  }

  /** Whether it runs that code. */
  boolean runs(Code other) {
    return code == other;
  }

  synchronized boolean isDead() {
    return dead;
  }

  /** Ends it in the middle of whatever it does: its answer is dropped, and it is never used again. */
  synchronized void kill() {
    dead = true;
    answer.complete(Optional.empty());
    thread.shutdownNow();
  }

  /** Runs one invocation, for no longer than its limit. */
  Invocation run(byte[] event, LocalContext context, Duration limit) {
    var awaited = begin();
    try {
      thread.execute(() -> awaited.complete(Optional.of(handle(event, context))));
    } catch (RejectedExecutionException killed) {
      // Before it began: its death answers.
    }
    try {
      return awaited.get(limit.toMillis(), TimeUnit.MILLISECONDS).orElseGet(() -> new Invocation.Failed(
          "Runtime.ExitError", "RequestId: " + context.requestId() + " Error: Runtime exited"));
    } catch (TimeoutException late) {
      kill();
      return new Invocation.Failed("Sandbox.Timedout", "RequestId: " + context.requestId()
          + " Error: Task timed out after %d.00 seconds".formatted(limit.toSeconds()));
    } catch (InterruptedException interrupted) {
      kill();
      Thread.currentThread().interrupt();
      return new Invocation.Failed("Runtime.ExitError", "the local cloud is ending");
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      // An instance that waits for its next invocation keeps nothing of the last.
      begin();
    }
  }

  private synchronized CompletableFuture<Optional<Invocation>> begin() {
    answer = new CompletableFuture<>();
    if (dead) {
      answer.complete(Optional.empty());
    }
    return answer;
  }

  private Invocation handle(byte[] event, LocalContext context) {
    var out = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event), out, context);
    } catch (Throwable thrown) {
      // Lambda logs what a handler throws, and keeps the instance.
      StackTraces.lines(thrown).forEach(context.lines());
      return new Invocation.Failed(thrown.getClass().getName(), thrown.getMessage());
    }
    if (out.size() > MAX_ANSWER_BYTES) {
      return new Invocation.Failed("Function.ResponseSizeTooLarge",
          "Response payload size exceeded maximum allowed payload size (" + MAX_ANSWER_BYTES + " bytes).");
    }
    return new Invocation.Returned(out.toByteArray());
  }
}
