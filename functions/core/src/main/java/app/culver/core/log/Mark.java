package app.culver.core.log;

import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.MessageId;
import java.util.Optional;

/**
 * What an append needs to know of an entry that is there.
 *
 * @param message empty for a change of the membership
 */
public record Mark(long seq, DeviceId device, long change, Optional<MessageId> message) {

  /** The mark of this entry. */
  public static Mark of(Entry entry) {
    Optional<MessageId> message = switch (entry) {
      case Entry.Message sent -> Optional.of(sent.envelope().id());
      case Entry.Membership _ -> Optional.empty();
    };
    return new Mark(entry.seq(), entry.device(), entry.change(), message);
  }
}
