package app.culver.core.sync;

import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Position;
import app.culver.core.refusal.FaultException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks for what follows each cursor; each conversation once. */
public record SyncRequest(List<Cursor> cursors) {
  public static final int MOST_CURSORS = 50;

  /** The last entry that the device has; 0 for all that are left. */
  public record Cursor(ConversationId conversation, long after) {
    /** @throws FaultException if the position is out of bounds */
    public Cursor {
      Position.check("/after", after, 0);
    }
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
