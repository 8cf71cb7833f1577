package app.culver.client;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One line of a conversation as this device shows it.
 *
 * @param order where it stands in this device's history: ascending, unique in the conversation, not the same on other
 *     devices. It changes once, when an own message is accepted
 * @param id chosen by the sending device; a message is known by it and {@code device}. Empty for what is no message
 *     ({@link Content.Created}, {@link Content.DevicesChanged})
 * @param seq its number in the conversation's log; empty while it is not accepted, and for what is local only
 * @param sender whose message it is
 * @param device the sending device; empty for what is local only
 * @param time when the server accepted it; before that, when it was written, by this device's clock
 * @param state how far it got
 * @param failure why it failed; empty unless the state is {@link State#FAILED}
 */
public record Message(ConversationId conversation, long order, Optional<MessageId> id, OptionalLong seq,
    AccountId sender, Optional<DeviceId> device, Instant time, Content content, State state,
    Optional<String> failure) {

  /** How far a message got. The states of one's own messages are in the order in which they are reached. */
  public enum State {
    /** In the outbox: it is sent as soon as the server can be reached, also after a restart. */
    SENDING,
    /** Accepted by the server: it will not be lost. */
    SENT,
    /** On a device of another member. */
    DELIVERED,
    /** Another member has read it. */
    READ,
    /** Refused for good: see {@link Message#failure}. */
    FAILED,
    /** Someone else's message, or a line that is no message. */
    RECEIVED
  }
}
