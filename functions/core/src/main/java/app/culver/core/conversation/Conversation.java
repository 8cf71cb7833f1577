package app.culver.core.conversation;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A conversation as it stood when it was read.
 *
 * @param members in the text order of their ids, each once
 * @param change the entry that last changed the membership
 * @param changing until when those who append hold back, for a change of the members that cannot get through otherwise
 */
public record Conversation(ConversationId id, ConversationKind kind, List<Member> members, long change,
    Instant createdAt, AccountId createdBy, Head head, Optional<Instant> changing) {
  /** For how long those who append may be held back. */
  public static final Duration LONGEST_HOLD = Duration.ofSeconds(2);

  public Conversation {
    members = List.copyOf(members);
  }

  /** A conversation that nobody holds back for. */
  public Conversation(ConversationId id, ConversationKind kind, List<Member> members, long change, Instant createdAt,
      AccountId createdBy, Head head) {
    this(id, kind, members, change, createdAt, createdBy, head, Optional.empty());
  }

  /** The conversation after a change of its members, which nobody has to hold back for any more. */
  public Conversation changed(List<Member> after, long seq) {
    return new Conversation(id, kind, after, seq, createdAt, createdBy, head);
  }

  /**
   * Whether those who append hold back now. What reaches further than it may was written by a clock that is off, and holds
   * nobody up.
   */
  public boolean isHeld(Instant now) {
    return changing.filter(until -> until.isAfter(now) && !until.isAfter(now.plus(LONGEST_HOLD))).isPresent();
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
