package app.culver.core.conversation;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port to who is in which conversations. Every read sees what was written before it. */
public interface Memberships {

  /**
   * Writes a conversation, the entry that begins its log, and the members' lists, all or nothing.
   *
   * @param expires when the entry expires
   * @return false if that conversation is there already or another writer got in between: nothing was written
   */
  boolean create(Conversation conversation, Entry.Membership first, Instant expires);

  /**
   * Some of the account's conversations, in the order of their ids.
   *
   * @param limit how many at most, from 1 to 100
   */
  Page of(AccountId account, Start start, int limit);

  /** Where a list begins. */
  sealed interface Start {
    /** With the first. */
    record First() implements Start {}

    /** Behind this one, whether or not it is in the list itself. */
    record After(ConversationId conversation) implements Start {}
  }

  /** A part of a list; {@code last} is where the next part starts behind, empty at the end of the list. */
  record Page(List<Conversation> conversations, Optional<ConversationId> last) {
    public Page {
      conversations = List.copyOf(conversations);
    }
  }
}
