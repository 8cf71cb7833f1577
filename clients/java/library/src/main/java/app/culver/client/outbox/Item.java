package app.culver.client.outbox;

import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.MessageId;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message that this device sends.
 *
 * @param number its place in the queue
 * @param written by this device's clock
 * @param since the cursor when it was first tried; empty before
 * @param envelope as it is tried; empty before, and after the server refused it for a stale device list
 * @param profileMark which profile key went into the envelope, for which devices; empty if none did
 * @param seq where it was accepted; empty before
 * @param accepted when, by the server's clock
 * @param failure why it will not be sent; empty while it may be
 */
record Item(ConversationId conversation, long number, MessageId id, String text, Instant written, OptionalLong since,
    Optional<ObjectNode> envelope, Optional<String> profileMark, OptionalLong seq, Optional<Instant> accepted,
    Optional<String> failure) {

  static Item fresh(ConversationId conversation, long number, MessageId id, String text, Instant written) {
    return new Item(conversation, number, id, text, written, OptionalLong.empty(), Optional.empty(), Optional.empty(),
        OptionalLong.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether it is still to be sent. */
  boolean isWaiting() {
    return seq.isEmpty() && failure.isEmpty();
  }

  Item tried(long since, ObjectNode envelope, Optional<String> profileMark) {
    return new Item(conversation, number, id, text, written, OptionalLong.of(since), Optional.of(envelope),
        profileMark, seq, accepted, failure);
  }

  /** To be sealed anew. */
  Item unsealed() {
    return new Item(conversation, number, id, text, written, since, Optional.empty(), Optional.empty(), seq, accepted,
        failure);
  }

  /** To get another {@code since}: allowed after a full sync, which would have found it. */
  Item withoutSince() {
    return new Item(conversation, number, id, text, written, OptionalLong.empty(), envelope, profileMark,
        OptionalLong.empty(), Optional.empty(), failure);
  }

  Item accepted(long seq, Instant time) {
    return new Item(conversation, number, id, text, written, since, envelope, profileMark, OptionalLong.of(seq),
        Optional.of(time), Optional.empty());
  }

  Item failed(String reason) {
    return new Item(conversation, number, id, text, written, since, envelope, profileMark, seq, accepted,
        Optional.of(reason));
  }

  ObjectNode write() {
    var json = Json.object().put("number", number).put("id", id.value()).put("text", text).put("written",
        written.toEpochMilli());
    since.ifPresent(value -> json.put("since", value));
    envelope.ifPresent(value -> json.set("envelope", value));
    profileMark.ifPresent(value -> json.put("profileMark", value));
    seq.ifPresent(value -> json.put("seq", value));
    accepted.ifPresent(value -> json.put("accepted", value.toEpochMilli()));
    failure.ifPresent(value -> json.put("failure", value));
    return json;
  }

  static Item read(ConversationId conversation, ObjectNode json) {
    return new Item(conversation, Json.integer(json, "number"), Json.as(json, "id", MessageId::new),
        Json.text(json, "text"), Json.time(json, "written"), number(json, "since"),
        Json.has(json, "envelope") ? Optional.of((ObjectNode) Json.child(json, "envelope")) : Optional.empty(),
        Json.optionalText(json, "profileMark"), number(json, "seq"),
        Json.has(json, "accepted") ? Optional.of(Json.time(json, "accepted")) : Optional.empty(),
        Json.optionalText(json, "failure"));
  }

  private static OptionalLong number(ObjectNode json, String name) {
    return Json.has(json, name) ? OptionalLong.of(Json.integer(json, name)) : OptionalLong.empty();
  }
}
