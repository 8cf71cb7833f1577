package app.culver.client;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A conversation that this account is a member of.
 *
 * @param members everyone, this account included: two, or one for notes to oneself
 * @param createdAt by the server's clock
 * @param last its newest line on this device; empty if there is none
 * @param unread how many of others' messages were not marked read
 */
public record Conversation(ConversationId id, List<AccountId> members, Instant createdAt, Optional<Message> last,
    int unread) {
  public Conversation {
    members = List.copyOf(members);
  }

  /** The other member; oneself in notes to oneself. @param self this account */
  public AccountId other(AccountId self) {
    return members.stream().filter(member -> !member.equals(self)).findFirst().orElse(self);
  }
}
