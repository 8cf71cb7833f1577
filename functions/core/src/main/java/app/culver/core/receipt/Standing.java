package app.culver.core.receipt;

import app.culver.core.conversation.Conversation;
import java.util.List;

/** A conversation and how far its members' devices have come. */
public record Standing(Conversation conversation, List<Receipt> receipts) {
  public Standing {
    receipts = List.copyOf(receipts);
  }
}
