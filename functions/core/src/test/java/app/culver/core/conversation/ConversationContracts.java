package app.culver.core.conversation;

import app.culver.core.account.TracesContract;
import app.culver.core.log.LogContract;
import app.culver.core.receipt.ReceiptsContract;
import org.junit.jupiter.api.Nested;

/** All contracts of a store of conversations. */
public abstract class ConversationContracts {

  /** The adapters under test; the same ones for all calls within a test. */
  protected abstract ConversationStores stores();

  @Nested
  class OfTheLog extends LogContract {
    @Override
    protected ConversationStores stores() {
      return ConversationContracts.this.stores();
    }
  }

  @Nested
  class OfConversations extends ConversationsContract {
    @Override
    protected ConversationStores stores() {
      return ConversationContracts.this.stores();
    }
  }

  @Nested
  class OfGroups extends GroupsContract {
    @Override
    protected ConversationStores stores() {
      return ConversationContracts.this.stores();
    }
  }

  @Nested
  class OfBlocks extends BlocksContract {
    @Override
    protected ConversationStores stores() {
      return ConversationContracts.this.stores();
    }
  }

  @Nested
  class OfTraces extends TracesContract {
    @Override
    protected ConversationStores stores() {
      return ConversationContracts.this.stores();
    }
  }

  @Nested
  class OfReceipts extends ReceiptsContract {
    @Override
    protected ConversationStores stores() {
      return ConversationContracts.this.stores();
    }
  }
}
