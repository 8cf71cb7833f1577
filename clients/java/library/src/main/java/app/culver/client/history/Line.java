package app.culver.client.history;

import app.culver.client.Content;
import app.culver.client.Message;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A stored line of a conversation.
 *
 * @param order its number on this device, from 1; 0 for one that has none yet
 * @param id of the message; empty for what is no message
 * @param epoch of the log when {@code seq} was given
 * @param seq number in the log; empty for what is local
 * @param reached the least state of an own message, whatever receipts say: what they said before the log began anew
 */
public record Line(ConversationId conversation, long order, Optional<MessageId> id, long epoch, OptionalLong seq,
    AccountId sender, Optional<DeviceId> device, Instant time, Content content, Message.State reached) {

  Line withOrder(long order) {
    return new Line(conversation, order, id, epoch, seq, sender, device, time, content, reached);
  }

  Line withPosition(long epoch, long seq, Message.State reached) {
    return new Line(conversation, order, id, epoch, OptionalLong.of(seq), sender, device, time, content, reached);
  }

  Line withContent(Content content) {
    return new Line(conversation, order, id, epoch, seq, sender, device, time, content, reached);
  }

  ObjectNode write() {
    var json = Json.object().put("order", order).put("epoch", epoch).put("sender", sender.value())
        .put("time", time.toEpochMilli()).put("reached", reached.name());
    id.ifPresent(value -> json.put("id", value.value()));
    seq.ifPresent(value -> json.put("seq", value));
    device.ifPresent(value -> json.put("device", value.value()));
    json.set("content", ContentJson.write(content));
    return json;
  }

  static Line read(ConversationId conversation, ObjectNode json) {
    return new Line(conversation, Json.integer(json, "order"), Json.optionalText(json, "id").map(MessageId::new),
        Json.integer(json, "epoch"),
        Json.has(json, "seq") ? OptionalLong.of(Json.integer(json, "seq")) : OptionalLong.empty(),
        Json.as(json, "sender", AccountId::new), Json.optionalText(json, "device").map(DeviceId::new),
        Json.time(json, "time"), ContentJson.read(Json.child(json, "content")),
        Json.as(json, "reached", Message.State::valueOf));
  }
}
