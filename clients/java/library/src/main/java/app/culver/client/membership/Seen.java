package app.culver.client.membership;

import app.culver.client.crypto.MembershipChange;
import app.culver.client.identifier.AccountId;
import app.culver.client.wire.ChangeJson;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A change whose signature was verified.
 *
 * @param after the change that it was signed over
 */
public record Seen(long seq, long after, AccountId sender, MembershipChange change) {

  Roster applyTo(Roster roster) {
    return roster.next(seq, after, sender, change);
  }

  ObjectNode write() {
    var json = Json.object().put("seq", seq).put("after", after).put("sender", sender.value());
    json.set("change", ChangeJson.write(change));
    return json;
  }

  static Seen read(JsonNode json) {
    return new Seen(Json.integer(json, "seq"), Json.integer(json, "after"), Json.as(json, "sender", AccountId::new),
        ChangeJson.known(Json.child(json, "change")));
  }
}
