package app.culver.core.push;

import java.time.Duration;

/** What became of a wake-up. */
public sealed interface Pushed {

  /** The provider took it; whether the device showed it, nobody tells. */
  record Sent() implements Pushed {}

  /** The app is no longer there, or has another token by now. */
  record Unregistered() implements Pushed {}

  /** The provider cannot take it now. {@code atLeast} is how long it wants to be left alone, zero if it did not say. */
  record Later(Duration atLeast) implements Pushed {}

  /** The provider will never take it: what is wrong is the token. {@code reason} is in its words, without the token. */
  record Refused(String reason) implements Pushed {}

  /**
   * The provider will take it once the operator has mended something: credentials, the project, Apple's certificate.
   * {@code reason} is in its words, without the token.
   */
  record Misconfigured(String reason) implements Pushed {}
}
