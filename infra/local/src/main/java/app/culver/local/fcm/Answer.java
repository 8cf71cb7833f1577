package app.culver.local.fcm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** What the stub answers to a message. */
public sealed interface Answer {

  /** It takes the message. */
  record Accepted() implements Answer {}

  /** The app was removed from the device. */
  record Unregistered() implements Answer {}

  /** Something is wrong with the message, or its token is none. */
  record InvalidArgument() implements Answer {}

  /** Too many messages; try again after this, in whole seconds. */
  record QuotaExceeded(Duration retryAfter) implements Answer {}

  /** Overloaded; try again after this, in whole seconds, if it is said. */
  record Unavailable(Optional<Duration> retryAfter) implements Answer {
    /** Does not say when to try again. */
    public Unavailable() {
      this(Optional.empty());
    }
  }

  /** Nothing, until it is released: then it takes the message. */
  record Hang(CountDownLatch released) implements Answer {}
}
