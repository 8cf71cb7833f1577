package app.culver.core.conversation;

import app.culver.core.log.Position;
import app.culver.core.membership.MembershipChange;
import app.culver.core.signature.Signature;

/**
 * Asks for a change of a group's members.
 *
 * @param after the last change that the caller knows
 * @param signature by the calling device over {@link MembershipChange#signed}
 */
public record ChangeRequest(long after, MembershipChange.OfGroup change, Signature signature) {
  /** @throws app.culver.core.refusal.FaultException if the position is out of bounds */
  public ChangeRequest {
    Position.check("/after", after, 1);
  }
}
