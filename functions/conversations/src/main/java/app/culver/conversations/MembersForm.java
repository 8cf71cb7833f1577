package app.culver.conversations;

import app.culver.core.conversation.Conversation;
import app.culver.core.identifier.AccountId;
import app.culver.core.membership.Role;
import java.util.List;

/** {@code members.json}. */
record MembersForm(List<Member> members, long change) {

  record Member(AccountId account, Role role, long joined) {}

  static MembersForm of(Conversation conversation) {
    return new MembersForm(conversation.members().stream()
        .map(member -> new Member(member.account(), member.role(), member.joined())).toList(), conversation.change());
  }
}
