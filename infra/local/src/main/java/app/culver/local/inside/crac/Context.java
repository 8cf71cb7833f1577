package app.culver.local.inside.crac;

/** A group of resources. */
public abstract class Context<R extends Resource> implements Resource {

  /** Called by {@code org.crac}. */
  protected Context() {}

  /** Adds a resource, without keeping it alive. */
  public abstract void register(R resource);
}
