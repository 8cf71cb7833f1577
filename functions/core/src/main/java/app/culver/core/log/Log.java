package app.culver.core.log;

import app.culver.core.identifier.ConversationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Port to the logs. Every read but {@link #glance} sees what was written before it. Entries vanish some time after they have expired, in no
 * certain order; until then they are found like any other, since they still hold their positions.
 */
public interface Log {

  /** After this time an append that got no answer throws. */
  Duration LONGEST_APPEND = Duration.ofSeconds(3);

  /**
   * The marks of the entries from this position on, upwards, at most so many. To find a mark its whole entry is read and
   * paid for, so that fewer come if the entries are long: no more than follow a quarter of a megabyte.
   */
  Marks marks(ConversationId conversation, long from, int limit);

  /** The mark of one entry; empty if it is not there. */
  Optional<Mark> mark(ConversationId conversation, long seq);

  /** The mark of the entry with the greatest position that is there; empty if none is. */
  Optional<Mark> newest(ConversationId conversation);

  /** One entry; empty if it is not there. */
  Optional<Entry> entry(ConversationId conversation, long seq);

  /** The entries from this position on, upwards, at most so many; fewer if they are long: no more than follow 128 KB. */
  Page read(ConversationId conversation, long from, int limit);

  /** As {@link #read} at half the price, but what was written in the last moments may be missing, all or some of it. */
  Page glance(ConversationId conversation, long from, int limit);

  /**
   * Puts an entry at its position if nothing is there; takes {@link #LONGEST_APPEND} at most.
   *
   * @return false if the position is taken or another writer got in between; true only if this call wrote it. When it
   *         throws, the entry may have been written or not.
   */
  boolean append(ConversationId conversation, Entry.Message entry, Instant expires);

  /** Marks in order, at least one if there is any; {@code more} if others may follow, and false if none do. */
  record Marks(List<Mark> marks, boolean more) {
    public Marks {
      marks = List.copyOf(marks);
    }
  }

  /** An entry and when it expires. */
  record Stored(Entry entry, Instant expires) {}

  /** A part of a log, never empty when {@code more} is true. There may turn out to be no more after all. */
  record Page(List<Stored> entries, boolean more) {
    public Page {
      entries = List.copyOf(entries);
    }
  }
}
