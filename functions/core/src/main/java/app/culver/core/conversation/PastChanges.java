package app.culver.core.conversation;

import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.log.Log;
import app.culver.core.log.Mark;
import java.util.Optional;

/** Finds changes of the membership in a log. */
final class PastChanges {
  private final Log log;

  PastChanges(Log log) {
    this.log = log;
  }

  /**
   * The change that came next after another one; empty if it has expired. Changes in entries only rise, so it is found by
   * halving: some twenty reads of one entry each in a log of a million.
   *
   * @param after the change before it
   * @param upTo a change that came later
   */
  Optional<Entry.Membership> next(ConversationId conversation, long after, long upTo) {
    long low = after + 1;
    long high = upTo;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (first(conversation, middle).filter(mark -> mark.change() <= after).isPresent()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return first(conversation, low).flatMap(mark -> log.entry(conversation, mark.seq()))
        .flatMap(entry -> switch (entry) {
          case Entry.Membership change -> Optional.of(change);
          case Entry.Message _ -> Optional.empty();
        });
  }

  /** The first entry that is there from this position on. */
  private Optional<Mark> first(ConversationId conversation, long from) {
    return log.marks(conversation, from, 1).marks().stream().findFirst();
  }
}
