package app.culver.core.conversation;

import app.culver.core.identifier.ConversationId;
import java.util.Optional;

/** Port to the conversations. Every read sees what was written before it. */
public interface Conversations {

  /** The conversation; empty if there is none. */
  Optional<Conversation> find(ConversationId id);

  /** The conversation and everybody's receipts in one read; empty if there is none. */
  Optional<Standing> standing(ConversationId id);
}
