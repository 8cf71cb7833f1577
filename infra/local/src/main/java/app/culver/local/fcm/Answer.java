package app.culver.local.fcm;

import java.time.Duration;
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

  /** Overloaded. */
  record Unavailable() implements Answer {}

  /** Nothing, until it is released: then it takes the message. */
  record Hang(CountDownLatch released) implements Answer {}
}
