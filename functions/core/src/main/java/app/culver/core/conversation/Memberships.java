package app.culver.core.conversation;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.membership.MembershipChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Port to who is, and who was, in which conversations. Every read sees what was written before it. */
public interface Memberships {

  /**
   * Writes a conversation, the entry that begins its log, and the members' lists, all or nothing.
   *
   * @param expires when the entry expires
   * @return false if that conversation is there already or another writer got in between: nothing was written
   */
  boolean create(Conversation conversation, Entry.Membership first, Instant expires);

  /**
   * Writes a change of the members, the entry that tells it, and the lists of those whom it touches, all or nothing.
   *
   * @param expires when the entry expires, and with it what those who go may still read
   */
  Written change(Change change, Instant expires);

  /**
   * A change of a conversation's members.
   *
   * @param after the conversation as it is then
   * @param entry names the change before this one, which has to be the last one still
   * @param coming whose list gets the conversation
   * @param going whose list loses it
   */
  record Change(Conversation after, Entry.Membership entry, List<AccountId> coming, List<AccountId> going) {
    public Change {
      coming = List.copyOf(coming);
      going = List.copyOf(going);
    }
  }

  /** What became of a change. */
  enum Written {
    DONE,
    /** Nothing was written, because the last change is another one. */
    OUTDATED,
    /** Nothing was written, because the entry's position is taken, or another writer got in between. */
    RACED
  }

  /** Has those who append to the conversation hold back until then; nothing happens if it is not there. */
  void hold(ConversationId conversation, Instant until);

  /** What is left of a membership that has ended; empty if there was none, if it is deleted, or if it goes on. */
  Optional<Departure> departure(AccountId account, ConversationId conversation);

  /** Those who ceased to be members by this entry, and were to know that they had been. */
  default List<AccountId> goneBy(ConversationId conversation, Entry.Membership entry) {
    List<AccountId> gone = switch (entry.membership()) {
      case MembershipChange.Removed(var accounts) -> accounts;
      case MembershipChange.Left() -> List.of(entry.sender());
      default -> List.of();
    };
    return gone.stream().filter(account -> departure(account, conversation)
        .filter(former -> former.left() == entry.seq()).isPresent()).toList();
  }

  /**
   * A former membership.
   *
   * @param joined the entry that began it
   * @param left the entry that ended it, up to which the account may read
   * @param expires until when: it may be found for some time after
   */
  record Departure(long joined, long left, Instant expires) {}

  /**
   * Some of the account's conversations, in the order of their ids.
   *
   * @param limit how many at most, from 1 to 100
   */
  Page of(AccountId account, Start start, int limit);

  /** As {@link #of}, their ids alone, without reading the conversations themselves. */
  Ids ids(AccountId account, Start start, int limit);

  /**
   * Those of these conversations that are on the account's list, as far as it can be told without reading the
   * conversations themselves: some may be left out, in particular such as are far from the others in the order of ids.
   */
  Set<ConversationId> listed(AccountId account, Set<ConversationId> conversations);

  /** Where a list begins. */
  sealed interface Start {
    /** With the first. */
    record First() implements Start {}

    /** Behind this one, whether or not it is in the list itself. */
    record After(ConversationId conversation) implements Start {}
  }

  /**
   * A part of a list, which may be empty although there is more; {@code last} is where the next part starts behind, empty
   * at the end of the list.
   */
  record Page(List<Conversation> conversations, Optional<ConversationId> last) {
    public Page {
      conversations = List.copyOf(conversations);
    }
  }

  /** A part of a list, as {@link Page}. */
  record Ids(List<ConversationId> ids, Optional<ConversationId> last) {
    public Ids {
      ids = List.copyOf(ids);
    }
  }
}
