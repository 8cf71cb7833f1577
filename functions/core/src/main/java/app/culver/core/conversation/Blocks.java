package app.culver.core.conversation;

import app.culver.core.conversation.Memberships.Start;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import java.util.List;
import java.util.Optional;

/** Port to the blocks. Every read sees what was written before it. */
public interface Blocks {

  /** Sets a block; one that stands stays as it is. */
  void set(Block block);

  /**
   * Lifts a block.
   *
   * @return false if there was none
   */
  boolean lift(AccountId blocker, AccountId blocked);

  /** Whether the one blocks the other. */
  boolean stands(AccountId blocker, AccountId blocked);

  /**
   * Some of the account's blocks, in the order of the ids of the direct conversations that they are about.
   *
   * @param limit how many at most, from 1 to 100
   */
  Page blocksOf(AccountId blocker, Start start, int limit);

  /** A part of a list; {@code last} is where the next part starts behind, empty at the end of the list. */
  record Page(List<Block> blocks, Optional<ConversationId> last) {
    public Page {
      blocks = List.copyOf(blocks);
    }
  }
}
