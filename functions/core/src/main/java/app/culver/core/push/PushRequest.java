package app.culver.core.push;

import app.culver.core.device.Device;
import app.culver.core.device.Push;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.log.Entry;
import app.culver.core.log.Log;
import app.culver.core.log.Position;
import java.time.Instant;

/**
 * A device is to be woken because of an entry, unless that has become needless.
 *
 * @param seq of the entry; of several, the last
 * @param time by when that entry was in the log: who was woken later has found it
 */
public record PushRequest(AccountId account, DeviceId device, ConversationId conversation, long seq, Instant time) {
  /** @throws app.culver.core.refusal.FaultException if the position is out of bounds */
  public PushRequest {
    Position.check("/seq", seq, 1);
  }

  /**
   * Because of an entry that is in the log.
   *
   * @param now when it was there at the latest: its own time is from before its put
   */
  public static PushRequest because(Entry entry, ConversationId conversation, Device device, Instant now) {
    Instant latest = entry.time().plus(Log.LONGEST_APPEND);
    return new PushRequest(device.account(), device.id(), conversation, entry.seq(),
        now.isBefore(latest) ? now : latest);
  }

  /** Whether a wake-up that this device has had was late enough to find the entry. */
  public boolean isCoveredBy(Push push) {
    return push.covers(conversation, seq, time);
  }
}
