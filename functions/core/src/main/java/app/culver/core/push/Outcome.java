package app.culver.core.push;

import java.time.Duration;

/** What became of a request for a push. */
public sealed interface Outcome {

  /** The device was woken because of it. */
  record Sent() implements Outcome {}

  /** The device has the entry, or was woken since, or cannot be woken. */
  record Needless() implements Outcome {}

  /** The provider does not know the token any more; the device has none now. */
  record Unregistered() implements Outcome {}

  /** The provider will never take it; see {@link Pushed.Refused}. */
  record Refused(String reason) implements Outcome {}

  /** The operator has to mend something: to be tried again, and kept if that takes longer; see {@link Pushed.Misconfigured}. */
  record Misconfigured(String reason) implements Outcome {}

  /** It is too early to tell: to be looked at again after this. */
  record Wait(Duration delay) implements Outcome {}

  /** The provider could not take it: to be tried again, after this at the earliest. */
  record Again(Duration atLeast) implements Outcome {}

  /** Something of our own is out of order: to be tried again. */
  record Failed(RuntimeException cause) implements Outcome {}
}
