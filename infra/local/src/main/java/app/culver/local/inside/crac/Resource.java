package app.culver.local.inside.crac;

/** Something with hooks around a checkpoint. */
public interface Resource {

  /** Called before the snapshot is taken. */
  void beforeCheckpoint(Context<? extends Resource> context) throws Exception;

  /** Called after the snapshot was restored. */
  void afterRestore(Context<? extends Resource> context) throws Exception;
}
