package app.culver.client.wire;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** A conversation as the server lists it. */
public record ConversationRecord(ConversationId conversation, String kind, List<AccountId> members,
    Instant createdAt) {

  public static ConversationRecord read(JsonNode json) {
    return new ConversationRecord(Json.as(json, "conversation", ConversationId::new), Json.text(json, "kind"),
        Json.list(json, "members", member -> Json.as(member, "account", AccountId::new)),
        Json.time(json, "createdAt"));
  }
}
