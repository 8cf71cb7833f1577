package app.culver.core.conversation;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A conversation as it stood when it was read.
 *
 * @param members in the text order of their ids, each once
 * @param change the entry that last changed the membership
 */
public record Conversation(ConversationId id, ConversationKind kind, List<Member> members, long change,
    Instant createdAt, AccountId createdBy, Head head) {
  public Conversation {
    members = List.copyOf(members);
  }

  /** The account's membership; empty if it is no member. */
  public Optional<Member> member(AccountId account) {
    return members.stream().filter(member -> member.account().equals(account)).findFirst();
  }

  /** Those of the members who see the entry at this position. */
  public List<Member> readers(long seq) {
    return members.stream().filter(member -> member.joined() <= seq).toList();
  }
}
