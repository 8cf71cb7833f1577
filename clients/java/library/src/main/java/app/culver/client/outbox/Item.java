package app.culver.client.outbox;

import app.culver.client.Content;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.MessageId;
import app.culver.client.wire.Json;
import app.culver.client.wire.MessageContent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message that this device sends.
 *
 * @param number its place in the queue
 * @param content what it says: what somebody writes, or {@link Content.Titled}
 * @param written by this device's clock
 * @param attempt what it is tried with
 * @param outcome what became of it
 */
record Item(ConversationId conversation, long number, MessageId id, Content content, Instant written,
    Attempt attempt, Outcome outcome) {

  /**
   * What every attempt is made with.
   *
   * @param since the cursor when it was first tried; empty before
   * @param envelope as it is tried; empty before, and after the server refused it for a stale device list
   * @param profileMark which profile key went into the envelope, for which devices; empty if none did
   * @param unsure whether another device may have got it through, so that a sync has to come first
   */
  record Attempt(OptionalLong since, Optional<ObjectNode> envelope, Optional<String> profileMark, boolean unsure) {
    private static final Attempt NONE = new Attempt(OptionalLong.empty(), Optional.empty(), Optional.empty(), false);
  }

  /** What became of a message. */
  sealed interface Outcome {
    /** Still to be sent. */
    record Waiting() implements Outcome {}

    /** In the log, at this place, since this time of the server. */
    record Accepted(long seq, Instant time) implements Outcome {}

    /** Will not be sent. */
    record Failed(String reason) implements Outcome {}
  }

  static Item fresh(ConversationId conversation, long number, MessageId id, Content content, Instant written) {
    return new Item(conversation, number, id, content, written, Attempt.NONE, new Outcome.Waiting());
  }

  boolean isWaiting() {
    return outcome instanceof Outcome.Waiting;
  }

  boolean hasFailed() {
    return outcome instanceof Outcome.Failed;
  }

  Optional<Outcome.Accepted> acceptance() {
    return outcome instanceof Outcome.Accepted accepted ? Optional.of(accepted) : Optional.empty();
  }

  Optional<String> failure() {
    return outcome instanceof Outcome.Failed failed ? Optional.of(failed.reason()) : Optional.empty();
  }

  private Item with(Attempt attempt, Outcome outcome) {
    return new Item(conversation, number, id, content, written, attempt, outcome);
  }

  Item tried(long since, ObjectNode envelope, Optional<String> profileMark) {
    return with(new Attempt(OptionalLong.of(since), Optional.of(envelope), profileMark, false), outcome);
  }

  /** To be sealed anew. */
  Item unsealed() {
    return with(new Attempt(attempt.since(), Optional.empty(), Optional.empty(), attempt.unsure()), outcome);
  }

  /** To be looked for in the log first, and sealed anew. */
  Item unsure() {
    return with(new Attempt(attempt.since(), Optional.empty(), Optional.empty(), true), outcome);
  }

  /** To be sent, with another {@code since}: allowed after a full sync, which would have found it. */
  Item withoutSince() {
    return with(new Attempt(OptionalLong.empty(), attempt.envelope(), attempt.profileMark(), false),
        new Outcome.Waiting());
  }

  Item accepted(long seq, Instant time) {
    return with(attempt, new Outcome.Accepted(seq, time));
  }

  Item failed(String reason) {
    return with(attempt, new Outcome.Failed(reason));
  }

  ObjectNode write() {
    var json = Json.object().put("number", number).put("id", id.value())
        .put("written", written.toEpochMilli()).put("unsure", attempt.unsure());
    if (content instanceof Content.Titled titled) {
      json.put("title", titled.title());
      titled.picture().ifPresent(picture -> json.set("picture", MessageContent.write(picture)));
    } else {
      json.set("content", MessageContent.write(content));
    }
    attempt.since().ifPresent(value -> json.put("since", value));
    attempt.envelope().ifPresent(value -> json.set("envelope", value));
    attempt.profileMark().ifPresent(value -> json.put("profileMark", value));
    acceptance().ifPresent(accepted -> json.put("seq", accepted.seq()).put("time", accepted.time().toEpochMilli()));
    failure().ifPresent(value -> json.put("failure", value));
    return json;
  }

  static Item read(ConversationId conversation, ObjectNode json) {
    var since = Json.has(json, "since") ? OptionalLong.of(Json.integer(json, "since")) : OptionalLong.empty();
    var envelope = Optional.ofNullable((ObjectNode) json.get("envelope"));
    return new Item(conversation, Json.integer(json, "number"), Json.as(json, "id", MessageId::new),
        content(json), Json.time(json, "written"),
        new Attempt(since, envelope, Json.optionalText(json, "profileMark"), Json.truth(json, "unsure")),
        outcome(json));
  }

  private static Content content(ObjectNode json) {
    if (Json.has(json, "title")) {
      return new Content.Titled(Json.text(json, "title"),
          Optional.ofNullable(json.get("picture")).map(MessageContent::picture));
    }
    return Json.has(json, "text")
        // As texts were stored before there was anything else.
        ? new Content.Text(Json.text(json, "text"))
        : MessageContent.readWritten(Json.child(json, "content"));
  }

  private static Outcome outcome(ObjectNode json) {
    if (Json.has(json, "failure")) {
      return new Outcome.Failed(Json.text(json, "failure"));
    }
    return Json.has(json, "seq")
        ? new Outcome.Accepted(Json.integer(json, "seq"), Json.time(json, "time"))
        : new Outcome.Waiting();
  }
}
