package app.culver.core.sync;

import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Memberships;
import app.culver.core.identifier.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * What of a log is for somebody.
 *
 * @param first the entry that made the account a member
 * @param last the entry that ended that; empty for one who is a member
 */
record Window(long first, Optional<Long> last) {
  /** Of one who is and always was a member. */
  static final Window ALL = new Window(1, Optional.empty());

  /** The account's; empty if nothing is for it. Only for one who is no member anything else is read. */
  static Optional<Window> of(Memberships memberships, Conversation conversation, AccountId account, Instant now) {
    return conversation.member(account).map(member -> new Window(member.joined(), Optional.empty()))
        .or(() -> memberships.departure(account, conversation.id())
            .filter(former -> former.expires().isAfter(now))
            .map(former -> new Window(former.joined(), Optional.of(former.left()))));
  }
}
