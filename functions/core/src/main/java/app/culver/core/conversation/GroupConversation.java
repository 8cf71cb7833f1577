package app.culver.core.conversation;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.GroupNonce;
import app.culver.core.identifier.Identifier;
import app.culver.core.signature.Fields;
import java.util.Arrays;

/** What names a group: nobody but its creator can take its identifier, and nobody that of a direct conversation. */
public record GroupConversation(AccountId creator, GroupNonce nonce) {

  public ConversationId id() {
    byte[] hash = Fields.of("culver group v1").add(creator).add(nonce).sha256();
    return ConversationId.of(Arrays.copyOf(hash, Identifier.BYTES));
  }
}
