package app.culver.core.sync;

import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Position;
import app.culver.core.refusal.FaultException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks for what follows each cursor; each conversation once.
 *
 * @param again true if the device has just asked for the same: what was accepted in the last seconds may be left out
 */
public record SyncRequest(List<Cursor> cursors, Optional<Boolean> again) {
  public static final int MOST_CURSORS = 50;

  /**
   * What a device has of a log.
   *
   * @param after the last entry that it has; 0 for all that are left
   * @param receipts false if it needs no receipts unless there are entries
   */
  public record Cursor(ConversationId conversation, long after, Optional<Boolean> receipts) {
    /** @throws FaultException if the position is out of bounds */
    public Cursor {
      Position.check("/after", after, 0);
    }

    /** A cursor with all that can be told. */
    public Cursor(ConversationId conversation, long after) {
      this(conversation, after, Optional.empty());
    }

    boolean needsReceipts() {
      return receipts.orElse(true);
    }
  }

  /** A first request. */
  public SyncRequest(List<Cursor> cursors) {
    this(cursors, Optional.empty());
  }

  /** @throws FaultException if there are none or too many, or a conversation occurs twice */
  public SyncRequest {
    cursors = List.copyOf(cursors);
    if (cursors.isEmpty() || cursors.size() > MOST_CURSORS) {
      throw new FaultException("/cursors", "must be 1 to 50 cursors");
    }
    Set<ConversationId> seen = new HashSet<>();
    for (int i = 0; i < cursors.size(); i++) {
      if (!seen.add(cursors.get(i).conversation())) {
        throw new FaultException("/cursors/" + i + "/conversation", "must not occur twice in a request");
      }
    }
  }
}
