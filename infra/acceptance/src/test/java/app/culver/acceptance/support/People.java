package app.culver.acceptance.support;

import app.culver.client.identifier.ConversationId;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Alice with two devices and Bob with one, who have a conversation, and Mallory, a stranger: all of them new. */
public record People(RawDevice alice, RawDevice laptop, RawDevice bob, RawDevice mallory,
    ConversationId conversation) {

  /** Signs them in and opens the conversation. */
  public static People meet() {
    var cloud = Cloud.running();
    var number = cloud.newPhoneNumber();
    var alice = RawDevice.signIn(cloud.settings(), number);
    var laptop = RawDevice.signIn(cloud.settings(), number);
    var bob = cloud.newDevice();
    return new People(alice, laptop, bob, cloud.newDevice(), alice.converse(bob.account()));
  }

  /** A new message of Alice's for everybody, as the request to send it. */
  public ObjectNode fromAlice(String text) {
    return alice.message(conversation, 1, RawDevice.newMessage(), text, alice.account(), bob.account());
  }

  /** A new message of Bob's for everybody, as the request to send it. */
  public ObjectNode fromBob(String text) {
    return bob.message(conversation, 1, RawDevice.newMessage(), text, alice.account(), bob.account());
  }

  /** The path of an operation, filled in with what there is and Alice may name; of a handle, with one that nobody has. */
  public String path(Contract.Operation operation) {
    return path(operation, conversation);
  }

  /** As {@link #path(Contract.Operation)}, of another conversation. */
  public String path(Contract.Operation operation, ConversationId another) {
    return operation.path().replace("{account}", bob.account().value()).replace("{handle}", "nobody")
        .replace("{device}", alice.device().value()).replace("{conversation}", another.value())
        .replace("{media}", RawDevice.newMessage().value());
  }

  /** The newest position in the conversation. */
  public long tail() {
    return alice.post("/v1/sync", cursor(0)).expect(200).path("conversations").path(0).path("tail").asLong();
  }

  /** A request to sync the conversation. */
  public ObjectNode cursor(long after) {
    var request = RawDevice.object();
    request.putArray("cursors").addObject().put("conversation", conversation.value()).put("after", after);
    return request;
  }
}
