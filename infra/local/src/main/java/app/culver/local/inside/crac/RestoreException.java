package app.culver.local.inside.crac;

/** Hooks after the restore failed; they are the suppressed exceptions. */
public final class RestoreException extends Exception {

  /** Called by {@code org.crac}. */
  public RestoreException() {
    super("hooks after the restore failed");
  }
}
