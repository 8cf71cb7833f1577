package app.culver.local.gateway;

/** What the gateway knows of functions: that they can be invoked. */
@FunctionalInterface
public interface Functions {

  /**
   * Invokes a function and waits for its end, on the calling thread's time.
   *
   * @param function the logical id in the template
   * @param event the event's JSON in UTF-8
   */
  Invocation invoke(String function, byte[] event);

  /** How an invocation ended. */
  sealed interface Invocation {

    /** The function returned these bytes, JSON in UTF-8 if it is well behaved. */
    record Returned(byte[] payload) implements Invocation {}

    /** The function threw, timed out by its own limit, or died; {@code message} may be null. */
    record Failed(String type, String message) implements Invocation {}
  }
}
