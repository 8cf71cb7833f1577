package app.culver.client.outbox;

import app.culver.client.identifier.ConversationId;
import app.culver.client.wire.Json;
import app.culver.client.wire.Sent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Messages that are sent together: tried first at the same cursor, and small enough for one frame of the socket. */
final class Frame {
  private static final int MOST_ENVELOPES = 16;
  /** Leaves room for the members around the envelopes: API Gateway takes frames of 32 KiB. */
  private static final int MOST_BYTES = 32 * 1024 - 512;

  private final ConversationId conversation;
  private final long since;
  private final List<Item> items = new ArrayList<>();
  private int bytes;

  Frame(ConversationId conversation, long since) {
    this.conversation = conversation;
    this.since = since;
  }

  long since() {
    return since;
  }

  List<Item> items() {
    return items;
  }

  /** Takes a sealed message; the first one whatever its size. @return whether there was room */
  boolean add(Item item) {
    var size = Json.bytes(item.attempt().envelope().orElseThrow()).length + 1;
    if (items.size() == MOST_ENVELOPES || !items.isEmpty() && bytes + size > MOST_BYTES) {
      return false;
    }
    bytes += size;
    items.add(item);
    return true;
  }

  ObjectNode request() {
    return Sent.request(conversation, since,
        items.stream().map(item -> item.attempt().envelope().orElseThrow()).toList());
  }
}
