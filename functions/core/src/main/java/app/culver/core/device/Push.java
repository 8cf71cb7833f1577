package app.culver.core.device;

import app.culver.core.identifier.ConversationId;
import java.time.Instant;
import java.util.Map;

/**
 * How a device is woken, and how far that has come.
 *
 * @param upTo what was in the logs by then needs no wake-up any more; {@link Instant#EPOCH} if there was none
 * @param wokenFor the positions that the last wake-up was for, the greatest of each conversation
 * @param busyUntil until then somebody may be waking it; past if nobody is
 */
public record Push(PushTarget target, Instant upTo, Map<ConversationId, Long> wokenFor, Instant busyUntil) {
  public Push {
    wokenFor = Map.copyOf(wokenFor);
  }

  /** Has not been woken yet. */
  public static Push fresh(PushTarget target) {
    return new Push(target, Instant.EPOCH, Map.of(), Instant.EPOCH);
  }

  /**
   * Whether the last wake-up was late enough to find this entry.
   *
   * @param there by when the entry was in the log, which may be long before: then the wake-up tells what it was for
   */
  public boolean covers(ConversationId conversation, long seq, Instant there) {
    return !there.isAfter(upTo) || seq <= wokenFor.getOrDefault(conversation, 0L);
  }
}
