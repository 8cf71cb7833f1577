package app.culver.client.wire;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The answer to a sync: what follows each cursor. */
public record Synced(long logEpoch, List<Page> conversations) {

  /**
   * What follows one cursor.
   *
   * @param more whether to ask again after the last of these entries
   * @param tail the newest number in the log
   */
  public record Page(ConversationId conversation, List<Entry> entries, boolean more, long tail,
      List<Receipt> receipts) {}

  /** How far an account has come: everything up to these numbers. */
  public record Receipt(AccountId account, long delivered, long read) {

    public static Receipt read(JsonNode json) {
      return new Receipt(Json.as(json, "account", AccountId::new), Json.integer(json, "delivered"),
          Json.integer(json, "read"));
    }
  }

  /**
   * A position in a log; 0 before the first entry.
   *
   * @param receipts false if they can tell nothing new unless there are entries
   */
  public record Cursor(ConversationId conversation, long after, boolean receipts) {}

  /**
   * The request.
   *
   * @param cursors 1 to 50
   * @param again whether the same was asked for just before
   */
  public static ObjectNode request(List<Cursor> cursors, boolean again) {
    var json = Json.object();
    var array = json.putArray("cursors");
    for (var cursor : cursors) {
      var each = array.addObject().put("conversation", cursor.conversation().value()).put("after", cursor.after());
      if (!cursor.receipts()) {
        each.put("receipts", false);
      }
    }
    return again ? json.put("again", true) : json;
  }

  public static Synced read(JsonNode json) {
    return new Synced(Json.integer(json, "logEpoch"), Json.list(json, "conversations", Synced::page));
  }

  private static Page page(JsonNode json) {
    return new Page(Json.as(json, "conversation", ConversationId::new), Json.list(json, "entries", Entry::read),
        Json.truth(json, "more"), Json.integer(json, "tail"), Json.list(json, "receipts", Receipt::read));
  }
}
