package app.culver.core.conversation;

import app.culver.core.identifier.ConversationId;

/** Port to the heads. */
@FunctionalInterface
public interface Heads {
  /** Raises the head of a conversation; nothing happens if it stands at least as high. */
  void raise(ConversationId id, Head head);
}
