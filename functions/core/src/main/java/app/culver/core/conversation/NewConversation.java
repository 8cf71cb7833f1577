package app.culver.core.conversation;

import app.culver.core.identifier.AccountId;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.MembershipChange;
import app.culver.core.refusal.FaultException;
import app.culver.core.signature.Signature;

/**
 * Asks for the direct conversation of the caller and one member, who may be the caller.
 *
 * @param signature by the calling device over {@link MembershipChange#signed}; not looked at if the conversation exists
 */
public record NewConversation(ConversationKind kind, AccountId member, Signature signature) {
  /** @throws FaultException if it is of a kind that is created in another way */
  public NewConversation {
    if (kind != ConversationKind.DIRECT) {
      throw new FaultException("/kind", "must be direct");
    }
  }
}
