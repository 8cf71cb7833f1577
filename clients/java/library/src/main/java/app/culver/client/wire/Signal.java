package app.culver.client.wire;

import app.culver.client.crypto.Envelope;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** An envelope that is never stored. @param time when the server passed it on, by its own clock */
public record Signal(ConversationId conversation, AccountId sender, DeviceId device, Instant time, Envelope envelope) {

  /** @throws MalformedException if something is missing */
  public static Signal read(JsonNode json) {
    return new Signal(Json.as(json, "conversation", ConversationId::new), Json.as(json, "sender", AccountId::new),
        Json.as(json, "device", DeviceId::new), Json.time(json, "time"),
        EnvelopeJson.read(Json.child(json, "envelope")));
  }
}
