package app.culver.client.wire;

import app.culver.client.crypto.MembershipChange.NewMember;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * A conversation as the server lists it.
 *
 * @param change the entry that last changed the members
 */
public record ConversationRecord(ConversationId conversation, String kind, List<NewMember> memberships, long change,
    Instant createdAt) {
  /** What two people have. */
  public static final String DIRECT = "direct";
  /** What any number of people have. */
  public static final String GROUP = "group";

  public static ConversationRecord read(JsonNode json) {
    return new ConversationRecord(Json.as(json, "conversation", ConversationId::new), Json.text(json, "kind"),
        ChangeJson.members(json), Json.integer(json, "change"), Json.time(json, "createdAt"));
  }

  public boolean isGroup() {
    return kind.equals(GROUP);
  }

  public List<AccountId> members() {
    return memberships.stream().map(NewMember::account).toList();
  }
}
