package app.culver.acceptance.cost;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.RawDevice;
import app.culver.acceptance.support.RawSocket;
import app.culver.acceptance.support.Recording;
import app.culver.client.identifier.ConversationId;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Alice and Bob, with one device each, both online, who have been writing to each other. */
final class Pair implements AutoCloseable {
  private final Recording taps = Cloud.running().record();
  final RawDevice alice = Cloud.running().newDevice();
  final RawDevice bob = Cloud.running().newDevice();
  final RawSocket atAlice = alice.online();
  final RawSocket atBob = bob.online();
  final ConversationId conversation = alice.converse(bob.account());
  private long tail = 1;

  Pair() {
    atBob.await("entry");
    send(message());
    send(message());
  }

  /** Waits until nothing is under way. */
  void settle() {
    taps.awaitQuiet();
  }

  /** Alice's next message, sealed. */
  ObjectNode message() {
    return alice.message(conversation, tail, RawDevice.newMessage(), "Are you coming tonight?", alice.account(),
        bob.account());
  }

  /** Sends it by socket, and waits for both ends. */
  void send(ObjectNode message) {
    tail = atAlice.ask(message.put("action", "send")).path("accepted").path(0).path("seq").asLong();
    atBob.await("entry");
  }

  /** The newest position. */
  long tail() {
    return tail;
  }

  /** A request to sync from the end. */
  ObjectNode cursor() {
    var request = RawDevice.object();
    request.putArray("cursors").addObject().put("conversation", conversation.value()).put("after", tail);
    return request;
  }

  /** Bob has read everything. */
  ObjectNode receipt() {
    return RawDevice.object().put("action", "receipt").put("conversation", conversation.value()).put("read", tail);
  }

  @Override
  public void close() {
    atAlice.close();
    atBob.close();
    taps.close();
  }
}
