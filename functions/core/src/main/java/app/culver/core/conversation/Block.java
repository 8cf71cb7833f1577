package app.culver.core.conversation;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import java.time.Instant;

/**
 * Somebody does not want to hear of somebody else.
 *
 * @param delivered how far the blocker had come in their direct conversation when the block was set, which is all that the
 *          blocked one is told as long as it stands
 * @param read the same for what was read
 */
public record Block(AccountId blocker, AccountId blocked, Instant since, long delivered, long read) {

  /** The direct conversation that it is about, whether or not there is one. */
  public ConversationId conversation() {
    return new DirectConversation(blocker, blocked).id();
  }
}
