package app.culver.core.sync;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.receipt.Watermarks;
import java.util.List;
import java.util.SequencedMap;

/**
 * A page for one conversation.
 *
 * @param entries in order; what lies between the cursor and the first of them, or between two of them, has expired
 * @param more whether entries follow behind the last of these
 * @param tail the last position that is taken; all between the cursor and it has expired if there are no entries and no more
 * @param receipts how far each account has come; nobody, with no entries and more, if the answer had no room for them
 */
public record Synced(ConversationId conversation, List<Entry> entries, boolean more, long tail,
    SequencedMap<AccountId, Watermarks> receipts) {
  public Synced {
    entries = List.copyOf(entries);
  }
}
