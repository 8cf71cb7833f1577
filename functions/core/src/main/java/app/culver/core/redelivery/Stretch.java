package app.culver.core.redelivery;

import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Position;
import app.culver.core.refusal.FaultException;
import java.time.Instant;

/**
 * A part of a log whose readers are to be reached.
 *
 * @param from its first position
 * @param to its last position
 * @param newest when the youngest of its entries was accepted, to the second
 */
public record Stretch(ConversationId conversation, long from, long to, Instant newest) {
  /** @throws FaultException if a position is out of bounds, or the last one lies before the first */
  public Stretch {
    Position.check("/from", from, 1);
    Position.check("/to", to, from);
  }

  /** The shortest stretch of the same log that holds both. */
  public Stretch and(Stretch other) {
    return new Stretch(conversation, Math.min(from, other.from), Math.max(to, other.to),
        newest.isAfter(other.newest) ? newest : other.newest);
  }
}
