package app.culver.core.conversation;

import app.culver.core.receipt.Receipt;
import java.util.List;

/** A conversation and how far its members' devices have come. */
public record Standing(Conversation conversation, List<Receipt> receipts) {
  public Standing {
    receipts = List.copyOf(receipts);
  }
}
