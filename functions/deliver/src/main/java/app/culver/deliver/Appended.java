package app.culver.deliver;

import app.culver.core.conversation.Head;
import app.culver.core.identifier.ConversationId;
import app.culver.core.redelivery.Stretch;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * One record of the log's stream: an entry was put. Its key says all that is needed.
 *
 * @param time when, to the second
 * @param sequenceNumber where in the stream it stands
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html">Record</a>
 */
record Appended(ConversationId conversation, long seq, Instant time, String sequenceNumber) {

  /** @throws RuntimeException if it is not a record of this table */
  static Appended of(JsonNode record) {
    try {
      JsonNode keys = record.path("dynamodb").path("Keys");
      return new Appended(ConversationId.of(keys.required("conversation").required("B").binaryValue()),
          Long.parseLong(keys.required("seq").required("N").textValue()),
          Instant.ofEpochSecond(record.path("dynamodb").path("ApproximateCreationDateTime").longValue()),
          sequenceNumber(record));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sequenceNumber(JsonNode record) {
    return record.path("dynamodb").path("SequenceNumber").asText();
  }

  Stretch stretch() {
    return new Stretch(conversation, seq, seq, time);
  }

  static Head head(Stretch stretch) {
    return new Head(stretch.to(), stretch.newest());
  }
}
