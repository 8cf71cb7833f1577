package app.culver.local.inside;

import java.time.Instant;
import java.time.InstantSource;

/** The local cloud's clock, which a function finds as a service; its presence means the local cloud. */
public final class LocalClock implements InstantSource {

  /** Made by {@link java.util.ServiceLoader}. */
  public LocalClock() {}

  @Override
  public Instant instant() {
    return Surroundings.now();
  }
}
