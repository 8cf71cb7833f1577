package app.culver.client.wire;

import app.culver.client.crypto.Envelope;
import app.culver.client.crypto.HpkeSuite;
import app.culver.client.crypto.MembershipChange;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

  /**
   * A change of a group's members, its beginning included, signed by the device that made it.
   *
   * @param after the change before it, over which it was signed
   */
  record Changed(long seq, Instant time, AccountId sender, DeviceId device, long after, MembershipChange change,
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
      return membership(seq, time, sender, device, json);
    }
    return new Unknown(seq, time, sender, device, kind);
  }

  private static Made membership(long seq, Instant time, AccountId sender, DeviceId device, JsonNode json) {
    var membership = Json.child(json, "membership");
    var type = Json.text(membership, "type");
    var kind = type.equals("created") ? Json.text(membership, "kind") : ConversationRecord.GROUP;
    var signature = Json.base64(json, "signature");
    if (kind.equals(ConversationRecord.DIRECT)) {
      var members = Json.list(membership, "members", member -> Json.id(member, AccountId::new));
      return new Created(seq, time, sender, device, members, signature);
    }
    var change = kind.equals(ConversationRecord.GROUP)
        ? ChangeJson.read(membership)
        : Optional.<MembershipChange>empty();
    return change.isPresent()
        ? new Changed(seq, time, sender, device, Json.integer(json, "after"), change.get(), signature)
        : new Unknown(seq, time, sender, device, type);
  }
}
