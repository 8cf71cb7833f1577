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

  /**
   * The provider will never take it.
   *
   * @param reason in the provider's words, without the token
   * @param operatorsFault whether the operator has to mend something: credentials, the project, Apple's certificate
   */
  record Refused(String reason, boolean operatorsFault) implements Pushed {}
}
