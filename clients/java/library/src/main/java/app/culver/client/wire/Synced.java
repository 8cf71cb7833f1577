package app.culver.client.wire;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

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

  /** The request: a position in each of 1 to 50 logs, 0 before the first entry. */
  public static ObjectNode request(Map<ConversationId, Long> cursors) {
    var json = Json.object();
    var array = json.putArray("cursors");
    cursors.forEach((conversation, after) -> array.addObject().put("conversation", conversation.value())
        .put("after", after));
    return json;
  }

  public static Synced read(JsonNode json) {
    return new Synced(Json.integer(json, "logEpoch"), Json.list(json, "conversations", Synced::page));
  }

  private static Page page(JsonNode json) {
    return new Page(Json.as(json, "conversation", ConversationId::new), Json.list(json, "entries", Entry::read),
        Json.truth(json, "more"), Json.integer(json, "tail"), Json.list(json, "receipts", Receipt::read));
  }
}
