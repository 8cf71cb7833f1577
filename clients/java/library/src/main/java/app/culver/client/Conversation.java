package app.culver.client;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A conversation that this account is a member of, or was.
 *
 * @param title of a group, as an owner or admin called it; empty while this device has not seen it
 * @param picture of a group, if it has one
 * @param members everyone, this account included unless it has {@code ended}: in a direct conversation two, or one for
 *     notes to oneself
 * @param proven whether the members follow from what their devices signed, seen from the beginning or told by whoever
 *     added this account; otherwise they are what the server says
 * @param ended why one cannot write any more; empty while one can
 * @param createdAt by the server's clock
 * @param last its newest line on this device; empty if there is none
 * @param unread how many of others' messages were not marked read
 */
public record Conversation(ConversationId id, Kind kind, Optional<String> title, Optional<Picture> picture,
    List<Member> members, boolean proven, Optional<Ended> ended, Instant createdAt, Optional<Message> last,
    int unread) {

  /** What kind of conversation it is. */
  public enum Kind {
    /** Of two people, or notes to oneself. */
    DIRECT,
    /** Of any number of people, who come and go. */
    GROUP
  }

  /**
   * This account is no member any more.
   *
   * @param by who removed it; itself if it left; empty if that was not seen
   */
  public record Ended(Optional<AccountId> by) {}

  public Conversation {
    members = List.copyOf(members);
  }

  /** The other member of a direct conversation; oneself in notes to oneself. @param self this account */
  public AccountId other(AccountId self) {
    return members.stream().map(Member::account).filter(member -> !member.equals(self)).findFirst().orElse(self);
  }

  /** What a member may do; empty for others. */
  public Optional<Role> role(AccountId account) {
    return members.stream().filter(member -> member.account().equals(account)).map(Member::role).findFirst();
  }
}
