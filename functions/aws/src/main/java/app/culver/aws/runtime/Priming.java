package app.culver.aws.runtime;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Work done once before the SnapStart checkpoint, so that no restored instance pays for it: loading classes, fetching
 * public keys, opening paths through the SDK. Keep it in a field: the context holds resources weakly.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">SnapStart hooks</a>
 */
public final class Priming implements Resource {
  /** One piece of work; a failure fails the publishing of the version. */
  @FunctionalInterface
  public interface Step {
    void run() throws Exception;
  }

  private final Step step;

  private Priming(Step step) {
    this.step = step;
  }

  /** Registers the work. Outside SnapStart it is never run, so nothing may depend on it. */
  public static Priming register(Step step) {
    Priming priming = new Priming(step);
    Core.getGlobalContext().register(priming);
    return priming;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
    step.run();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // The SDK opens new sockets and fetches new credentials by itself; the managed runtime reseeds randomness.
  }
}
