package app.culver.core.receipt;

import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Position;
import app.culver.core.refusal.FaultException;
import java.util.Optional;

/** How far the calling device has come; at least one of the two positions is there. */
public record ReceiptRequest(ConversationId conversation, Optional<Long> delivered, Optional<Long> read) {
  /** @throws FaultException if both positions are missing or one is out of bounds */
  public ReceiptRequest {
    if (delivered.isEmpty() && read.isEmpty()) {
      throw new FaultException("", "must have delivered, read or both");
    }
    delivered.ifPresent(seq -> Position.check("/delivered", seq, 1));
    read.ifPresent(seq -> Position.check("/read", seq, 1));
  }

  Watermarks watermarks() {
    return new Watermarks(delivered.orElse(0L), read.orElse(0L));
  }

  /** Where the greater of the two stands in the request. */
  String pointer() {
    return read.orElse(0L) >= delivered.orElse(0L) ? "/read" : "/delivered";
  }
}
