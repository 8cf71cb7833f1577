package app.culver.core.push;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.log.Position;
import java.time.Instant;

/**
 * A device is to be woken because of an entry, unless that has become needless.
 *
 * @param seq of the entry; of several, the last
 * @param time by which that entry was in the log: who was woken later has found it
 */
public record PushRequest(AccountId account, DeviceId device, ConversationId conversation, long seq, Instant time) {
  /** @throws app.culver.core.refusal.FaultException if the position is out of bounds */
  public PushRequest {
    Position.check("/seq", seq, 1);
  }
}
