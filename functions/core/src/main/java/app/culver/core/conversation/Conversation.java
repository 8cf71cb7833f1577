package app.culver.core.conversation;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A conversation as it stood when it was read.
 *
 * @param members in the text order of their ids, each once
 * @param change the entry that last changed the membership
 * @param blocks those between the members of a direct conversation
 * @param changing until when those who append hold back, for a change of the members that cannot get through otherwise
 */
public record Conversation(ConversationId id, ConversationKind kind, List<Member> members, long change,
    Instant createdAt, AccountId createdBy, Head head, List<Block> blocks, Optional<Instant> changing) {
  /** For how long those who append may be held back. */
  public static final Duration LONGEST_HOLD = Duration.ofSeconds(2);

  public Conversation {
    members = List.copyOf(members);
    blocks = List.copyOf(blocks);
  }

  /** A conversation that nobody holds back for, and in which nobody blocks anybody. */
  public Conversation(ConversationId id, ConversationKind kind, List<Member> members, long change, Instant createdAt,
      AccountId createdBy, Head head) {
    this(id, kind, members, change, createdAt, createdBy, head, List.of(), Optional.empty());
  }

  /** The conversation after a change of its members, which nobody has to hold back for any more. */
  public Conversation changed(List<Member> after, long seq) {
    return new Conversation(id, kind, after, seq, createdAt, createdBy, head);
  }

  /** A position that the log has reached for certain: the last change's, if the stream that raises heads missed it. */
  public long reached() {
    return Math.max(head.seq(), change);
  }

  /**
   * Whether those who append hold back now. What reaches further than it may was written by a clock that is off, and holds
   * nobody up.
   */
  public boolean isHeld(Instant now) {
    return changing.filter(until -> until.isAfter(now) && !until.isAfter(now.plus(LONGEST_HOLD))).isPresent();
  }

  /** The account's membership; empty if it is no member, or one that is not to know of it. */
  public Optional<Member> member(AccountId account) {
    return visible().filter(member -> member.account().equals(account)).findFirst();
  }

  /** Those of the members who see the entry at this position. */
  public List<Member> readers(long seq) {
    return visible().filter(member -> member.joined() <= seq).toList();
  }

  private Stream<Member> visible() {
    return members.stream().filter(member -> !member.hidden());
  }

  /** From whom a message of this sender is hidden: the other one, who blocks the sender. */
  public Optional<AccountId> hiddenFrom(AccountId sender) {
    return blocks.stream().map(Block::blocker).filter(blocker -> !blocker.equals(sender)).findFirst();
  }

  /** Those whom what the account does for the moment may be told: while a block stands, itself alone. */
  public List<Member> inEarshot(AccountId account) {
    return visible().filter(member -> blocks.isEmpty() || member.account().equals(account)).toList();
  }
}
