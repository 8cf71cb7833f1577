package app.culver.core.conversation;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.Identifier;
import app.culver.core.membership.MembershipChange;
import app.culver.core.signature.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What follows from who the two members of a direct conversation are. They may be the same account. */
public record DirectConversation(AccountId one, AccountId other) {

  /** The identifier, the same whichever of the two asks. */
  public ConversationId id() {
    List<AccountId> ordered = ordered();
    byte[] hash = Fields.of("culver direct conversation v1").add(ordered.getFirst()).add(ordered.getLast()).sha256();
    return ConversationId.of(Arrays.copyOf(hash, Identifier.BYTES));
  }

  /** The change that begins it. */
  public MembershipChange.DirectCreated beginning() {
    return new MembershipChange.DirectCreated(ordered().stream().distinct().toList());
  }

  private List<AccountId> ordered() {
    return Stream.of(one, other).sorted(Identifier.TEXT_ORDER).toList();
  }
}
