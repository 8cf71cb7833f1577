package app.culver.core.membership;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.signature.Fields;
import java.util.List;

/** A change of the membership, as an entry of the log says it and as the acting device signed it. */
public sealed interface MembershipChange {

  /**
   * What the acting device signs.
   *
   * @param lastChange the entry of the change before this one; 0 for the first
   */
  byte[] signed(ConversationId conversation, long lastChange);

  /**
   * The conversation begins.
   *
   * @param members in the text order of their ids, each once
   */
  record Created(ConversationKind kind, List<AccountId> members) implements MembershipChange {
    public Created {
      members = List.copyOf(members);
    }

    @Override
    public byte[] signed(ConversationId conversation, long lastChange) {
      var fields = Fields.of("culver membership v1").add(conversation).add(lastChange).add("created").add(kind.wire());
      members.forEach(fields::add);
      return fields.toBytes();
    }
  }
}
