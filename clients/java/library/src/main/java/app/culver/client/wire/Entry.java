package app.culver.client.wire;

import app.culver.client.crypto.Envelope;
import app.culver.client.crypto.HpkeSuite;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * An entry of a conversation's log. Only a malformed {@code seq} refuses the whole answer: anything else that is wrong
 * with one entry must not keep those behind it from arriving.
 */
public sealed interface Entry {

  /** Its number in the log, from 1. */
  long seq();

  /** An entry that a device made. */
  sealed interface Made extends Entry {
    Instant time();

    AccountId sender();

    DeviceId device();
  }

  /** A message. */
  record Message(long seq, Instant time, AccountId sender, DeviceId device, Envelope envelope) implements Made {}

  /** The beginning of the conversation, signed by the device that made it. */
  record Created(long seq, Instant time, AccountId sender, DeviceId device, List<AccountId> members,
      byte[] signature) implements Made {}

  /** An entry of a kind, or an envelope of a suite, that this version does not know. */
  record Unknown(long seq, Instant time, AccountId sender, DeviceId device, String kind) implements Made {}

  /** A number without anything to show. */
  record Hidden(long seq) implements Entry {}

  /** Not what the contract describes. */
  record Malformed(long seq, String reason) implements Entry {}

  static Entry read(JsonNode json) {
    var seq = Json.integer(json, "seq");
    if (seq < 1) {
      throw new MalformedException("\"seq\" must be positive");
    }
    if (json.path("kind").asText().equals("hidden")) {
      return new Hidden(seq);
    }
    try {
      return made(seq, json);
    } catch (MalformedException malformed) {
      return new Malformed(seq, malformed.getMessage());
    }
  }

  private static Entry made(long seq, JsonNode json) {
    var time = Json.time(json, "time");
    var sender = Json.as(json, "sender", AccountId::new);
    var device = Json.as(json, "device", DeviceId::new);
    var kind = Json.text(json, "kind");
    if (kind.equals("message")) {
      var envelope = Json.child(json, "envelope");
      var suite = Json.text(envelope, "suite");
      return suite.equals(HpkeSuite.NAME)
          ? new Message(seq, time, sender, device, EnvelopeJson.read(envelope))
          : new Unknown(seq, time, sender, device, suite);
    }
    if (kind.equals("membership")) {
      var membership = Json.child(json, "membership");
      var type = Json.text(membership, "type");
      if (!type.equals("created") || !Json.text(membership, "kind").equals("direct")) {
        return new Unknown(seq, time, sender, device, type);
      }
      var members = Json.list(membership, "members", member -> Json.id(member, AccountId::new));
      return new Created(seq, time, sender, device, members, Json.base64(json, "signature"));
    }
    return new Unknown(seq, time, sender, device, kind);
  }
}
