package app.culver.client.wire;

import app.culver.client.Problem;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.MessageId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a send.
 *
 * @param accepted in the order of the request
 * @param stopped why the one after the accepted ones was not; empty if all were
 */
public record Sent(List<Accepted> accepted, Optional<Problem> stopped) {

  /** A message that is in the log. */
  public record Accepted(MessageId id, long seq, Instant time) {}

  /** The request, without a frame's members. */
  public static ObjectNode request(ConversationId conversation, long since, List<ObjectNode> envelopes) {
    var json = Json.object().put("conversation", conversation.value()).put("since", since);
    json.putArray("envelopes").addAll(envelopes);
    return json;
  }

  public static Sent read(JsonNode json) {
    var accepted = Json.list(json, "accepted", each -> new Accepted(Json.as(each, "id", MessageId::new),
        Json.integer(each, "seq"), Json.time(each, "time")));
    return new Sent(accepted, Json.has(json, "stopped")
        ? Optional.of(Problems.read(json.get("stopped")))
        : Optional.empty());
  }
}
