package app.culver.core.sync;

import app.culver.core.conversation.Conversation;
import app.culver.core.log.Entry;
import app.culver.core.log.Log;
import app.culver.core.log.Log.Stored;
import app.culver.core.log.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What was read of one log behind a cursor.
 *
 * @param entries in order, without what has expired
 * @param end whether these are all
 * @param seen the last position that was seen; 0 for none
 */
record Reading(List<Entry> entries, boolean end, long seen) {

  /** Reads until there is something to show, or nothing is left. Begins with the cursor's own entry, which shows the end. */
  static Reading of(Log log, SyncRequest.Cursor cursor, int limit, Instant now) {
    List<Entry> entries = new ArrayList<>();
    long from = Math.max(1, cursor.after());
    Log.Page page;
    long seen = 0;
    do {
      page = log.read(cursor.conversation(), from, limit);
      page.entries().stream().filter(stored -> stored.entry().seq() > cursor.after())
          .filter(stored -> stored.expires().isAfter(now)).map(Stored::entry).forEach(entries::add);
      if (!page.entries().isEmpty()) {
        seen = page.entries().getLast().entry().seq();
        from = seen + 1;
      }
    } while (page.more() && entries.isEmpty());
    return new Reading(List.copyOf(entries), !page.more(), seen);
  }

  /** What of this is for somebody who sees nothing behind this position. */
  Reading upTo(long last) {
    return new Reading(entries.stream().filter(entry -> entry.seq() <= last).toList(), end || seen >= last,
        Math.min(seen, last));
  }

  /** The last position that is taken. */
  long tail(Log log, Conversation conversation) {
    long last = end && seen > 0 ? seen : log.newest(conversation.id()).map(Mark::seq).orElse(0L);
    return Math.max(last, conversation.head().seq());
  }
}
