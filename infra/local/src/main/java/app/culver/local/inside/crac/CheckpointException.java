package app.culver.local.inside.crac;

/** Hooks before the checkpoint failed; they are the suppressed exceptions. */
public final class CheckpointException extends Exception {

  /** Called by {@code org.crac}. */
  public CheckpointException() {
    super("hooks before the checkpoint failed");
  }
}
