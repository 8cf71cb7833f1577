package app.culver.local.function;

import app.culver.local.gateway.Functions.Invocation;
import java.time.Duration;

/** Watches functions, on their invokers' threads: be quick, and throw nothing. */
public interface FunctionListener {

  /** An instance was made, hooks included. */
  default void started(String function, String instance, Duration took) {}

  /** An instance could not be made; {@code cause} is what its constructor or a hook threw. */
  default void startFailed(String function, String message, Throwable cause) {}

  /** An invocation begins. */
  default void invoked(Run run) {}

  /** An invocation has ended, whichever way. */
  default void ended(Run run, Invocation outcome, Duration took) {}

  /** A function has printed a line; {@code instance} is null for threads that belong to none. */
  default void printed(String function, String instance, String line) {}

  /** The zip of a function has changed, and new instances run it. */
  default void reloaded(String function) {}

  /** One invocation of one instance; an instance never has two at a time. */
  record Run(String function, String instance, String requestId, byte[] event) {}
}
