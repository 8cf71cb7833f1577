package app.culver.core.sync;

import app.culver.core.conversation.Conversation;
import app.culver.core.identifier.ConversationId;
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
 * @param lasting whether what was seen there has not expired
 */
record Reading(List<Entry> entries, boolean end, long seen, boolean lasting) {

  /** Reads until there is something to show, or nothing is left. Begins with the cursor's own entry, which shows the end. */
  static Reading of(Part part, SyncRequest.Cursor cursor, int limit, Instant now) {
    List<Entry> entries = new ArrayList<>();
    long from = Math.max(1, cursor.after());
    Log.Page page;
    long seen = 0;
    boolean lasting = false;
    do {
      page = part.read(cursor.conversation(), from, limit);
      page.entries().stream().filter(stored -> stored.entry().seq() > cursor.after())
          .filter(stored -> stored.expires().isAfter(now)).map(Stored::entry).forEach(entries::add);
      if (!page.entries().isEmpty()) {
        seen = page.entries().getLast().entry().seq();
        lasting = page.entries().getLast().expires().isAfter(now);
        from = seen + 1;
      }
    } while (page.more() && entries.isEmpty());
    return new Reading(List.copyOf(entries), !page.more(), seen, lasting);
  }

  /** What reads a part of a log: {@link Log#read} or {@link Log#glance}. */
  @FunctionalInterface
  interface Part {
    Log.Page read(ConversationId conversation, long from, int limit);
  }

  /**
   * Whether the cursor's own entry is the last of the log. While it has not expired, none behind it has, unless entries are
   * kept for less time than before.
   */
  boolean isQuiet(SyncRequest.Cursor cursor) {
    return end && seen == cursor.after() && lasting;
  }

  /** Whether it saw all up to this position, or has more to show. What it did not see behind its cursor has expired then. */
  boolean reaches(long position, SyncRequest.Cursor cursor) {
    return !end || Math.max(seen, cursor.after()) >= position;
  }

  /** What of this is for somebody who sees nothing behind this position. */
  Reading upTo(long last) {
    return new Reading(entries.stream().filter(entry -> entry.seq() <= last).toList(), end || seen >= last,
        Math.min(seen, last), lasting);
  }

  /**
   * What of this came under this change of the members or earlier ones: who may see the rest is not known. It ends there as
   * if there were more, which the next look tells.
   */
  Reading under(long change) {
    List<Entry> known = entries.stream().takeWhile(entry -> entry.change() <= change).toList();
    return known.size() == entries.size()
        ? this
        : new Reading(known, false, entries.get(known.size()).seq() - 1, true);
  }

  /** The last position that is taken. If there is nothing to show, nothing above the cursor that may come yet. */
  long tail(Log log, Conversation conversation, SyncRequest.Cursor cursor) {
    long head = conversation.head().seq();
    if (end && (seen > 0 || head >= cursor.after())) {
      // What is there and was not seen is below the cursor, and so below the head.
      return Math.max(seen, head);
    }
    long newest = log.newest(conversation.id()).map(Mark::seq).orElse(0L);
    return Math.max(end ? Math.min(newest, cursor.after()) : newest, head);
  }
}
