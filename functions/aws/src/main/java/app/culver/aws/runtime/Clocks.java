package app.culver.aws.runtime;

import java.time.InstantSource;
import java.util.Optional;
import java.util.ServiceLoader;

/** Where a function takes the time from. */
public final class Clocks {
  private Clocks() {}

  /** The system's time, or that of the host's service where there is one: the local cloud lets days pass in a test. */
  public static InstantSource clock() {
    return ofHost().orElse(InstantSource.system());
  }

  /** The clock that the host supplies; AWS supplies none, so its presence means the local cloud. */
  public static Optional<InstantSource> ofHost() {
    return ServiceLoader.load(InstantSource.class, Clocks.class.getClassLoader()).findFirst();
  }
}
