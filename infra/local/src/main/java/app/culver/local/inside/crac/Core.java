package app.culver.local.inside.crac;

import java.util.ArrayList;
import java.util.List;

/**
 * The one context of a function. Instances are made one after another, and each takes the resources that its own making
 * registered: {@link #checkpointRestore()} runs those that have come since it ran last.
 */
public final class Core {
  private static final Global CONTEXT = new Global();

  private Core() {}

  /** Called by {@code org.crac}. */
  public static Context<Resource> getGlobalContext() {
    return CONTEXT;
  }

  /**
   * Runs the hooks before the checkpoint in reverse order of registration, then those after the restore in order.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">SnapStart hooks</a>
   */
  public static void checkpointRestore() throws CheckpointException, RestoreException {
    CONTEXT.checkpointRestore();
  }

  private static final class Global extends Context<Resource> {
    // What is registered here refers weakly to the function's resource: one that nothing else refers to never runs.
    private List<Resource> resources = new ArrayList<>();

    @Override
    public synchronized void register(Resource resource) {
      resources.add(resource);
    }

    private synchronized List<Resource> take() {
      var taken = resources;
      resources = new ArrayList<>();
      return taken;
    }

    private void checkpointRestore() throws CheckpointException, RestoreException {
      var taken = take();
      var before = new CheckpointException();
      taken.reversed().forEach(resource -> run(() -> resource.beforeCheckpoint(this), before));
      if (before.getSuppressed().length > 0) {
        throw before;
      }
      var after = new RestoreException();
      taken.forEach(resource -> run(() -> resource.afterRestore(this), after));
      if (after.getSuppressed().length > 0) {
        throw after;
      }
    }

    private static void run(Hook hook, Exception failures) {
      try {
        hook.run();
      } catch (Exception failure) {
        failures.addSuppressed(failure);
      }
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {}

    @Override
    public void afterRestore(Context<? extends Resource> context) {}
  }

  private interface Hook {
    void run() throws Exception;
  }
}
