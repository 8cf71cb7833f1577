package app.culver.conversations;

import app.culver.core.conversation.Conversation;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code conversation.json}. */
record ConversationForm(ConversationId conversation, ConversationKind kind, List<Member> members, long change,
    Instant createdAt, Optional<Instant> lastActivityAt) {

  record Member(AccountId account, Role role) {}

  static ConversationForm of(Conversation conversation) {
    return new ConversationForm(conversation.id(), conversation.kind(),
        conversation.members().stream().map(member -> new Member(member.account(), member.role())).toList(),
        conversation.change(), conversation.createdAt(),
        Optional.of(conversation.head()).filter(head -> head.seq() > 1).map(head -> head.time()));
  }
}
