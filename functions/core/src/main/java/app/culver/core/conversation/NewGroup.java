package app.culver.core.conversation;

import app.culver.core.identifier.GroupNonce;
import app.culver.core.membership.MembershipChange;
import app.culver.core.membership.MembershipChange.GroupCreated;
import app.culver.core.membership.NewMember;
import app.culver.core.signature.Signature;
import java.util.List;

/**
 * Asks for a group.
 *
 * @param nonce the creator's, another one for each group
 * @param members in the text order of their ids, each once; the caller among them
 * @param signature by the calling device over {@link MembershipChange#signed}; not looked at if the group exists
 */
public record NewGroup(GroupNonce nonce, List<NewMember> members, Signature signature) {
  /** @throws app.culver.core.refusal.FaultException if the members are none, too many, out of order or doubled */
  public NewGroup {
    members = new GroupCreated(members).members();
  }

  GroupCreated beginning() {
    return new GroupCreated(members);
  }
}
