package app.culver.acceptance.support;

import app.culver.local.function.FunctionListener;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.gateway.GatewayListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Prints what functions and gateway last logged, when a test has failed: a cause is seldom in the answer. */
public final class FailureLog implements TestWatcher {
  private static final Tail TAIL = new Tail();

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    System.out.println("The last of the cloud before the failure of " + context.getDisplayName() + ":");
    TAIL.lines().forEach(line -> System.out.println("  " + line));
  }

  static void watch(Cloud cloud) {
    cloud.watch(TAIL);
  }

  /** The latest lines, whoever logged them. */
  private static final class Tail implements FunctionListener, GatewayListener {
    private static final int LINES = 60;

    private final ArrayDeque<String> lines = new ArrayDeque<>();

    synchronized List<String> lines() {
      return List.copyOf(lines);
    }

    @Override
    public void ended(Run run, Invocation outcome, Duration took) {
      if (!(outcome instanceof Invocation.Returned)) {
        add(run.instance() + " " + run.requestId() + " " + outcome + " after " + took);
      }
    }

    @Override
    public void startFailed(String function, String message, Throwable cause) {
      add(function + " did not start: " + message + ", " + cause);
    }

    @Override
    public void printed(String function, String instance, String line) {
      add(instance + " " + line);
    }

    @Override
    public void accessLogged(String api, String line) {
      add(api + " " + line);
    }

    private synchronized void add(String line) {
      if (lines.size() == LINES) {
        lines.removeFirst();
      }
      lines.addLast(line.strip());
    }
  }
}
