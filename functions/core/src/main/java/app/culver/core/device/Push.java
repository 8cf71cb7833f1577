package app.culver.core.device;

import java.time.Instant;

/**
 * How a device is woken, and how far that has come.
 *
 * @param upTo what was accepted by then needs no wake-up any more; {@link Instant#EPOCH} if there was none
 * @param busyUntil until then somebody may be waking it; past if nobody is
 */
public record Push(PushTarget target, Instant upTo, Instant busyUntil) {

  /** Has not been woken yet. */
  public static Push fresh(PushTarget target) {
    return new Push(target, Instant.EPOCH, Instant.EPOCH);
  }
}
