package app.culver.core.session;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What holds for every session.
 *
 * @param audience what a device's proofs name, so that a proof for one deployment is worth nothing at another
 */
public record SessionTerms(String audience) {
  private static final Duration ACCESS = Duration.ofMinutes(15);
  private static final Duration REFRESH = Duration.ofDays(30);

  /** When an access token made now expires; whole seconds, as a JWT has them. */
  public Instant accessExpiry(Instant now) {
    return now.plus(ACCESS).truncatedTo(ChronoUnit.SECONDS);
  }

  /** When a session used now ends unless it is used again; whole seconds. */
  public Instant refreshExpiry(Instant now) {
    return now.plus(REFRESH).truncatedTo(ChronoUnit.SECONDS);
  }
}
