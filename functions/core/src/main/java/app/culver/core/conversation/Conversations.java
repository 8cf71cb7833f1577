package app.culver.core.conversation;

import app.culver.core.identifier.ConversationId;
import java.util.Optional;

/** Port to the conversations. Every read sees what was written before it. */
public interface Conversations {

  /** The conversation; empty if there is none. */
  Optional<Conversation> find(ConversationId id);
}
