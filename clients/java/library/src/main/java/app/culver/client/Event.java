package app.culver.client;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something happened. What an event tells was stored before it was told, unless it says otherwise. */
public sealed interface Event {

  /**
   * The live connection changed.
   *
   * @param retryIn when the next attempt is made; empty unless {@link ConnectionState#WAITING}
   * @param reason why it was lost, for people who look after it; empty if nothing went wrong
   */
  record Connection(ConnectionState state, Optional<Duration> retryIn, Optional<String> reason) implements Event {}

  /**
   * There is much to be applied of what was sent while this device was away. Comes from time to time until
   * {@link CaughtUp}, or not at all.
   *
   * @param missing how many entries are known to be missing; there may be more, and it may rise
   */
  record CatchingUp(long missing) implements Event {}

  /** Everything that was sent while this device was away has been applied. Comes once after each connecting. */
  record CaughtUp() implements Event {}

  /** A conversation appeared, whoever began it. */
  record ConversationAdded(Conversation conversation) implements Event {}

  /** A conversation has another title, picture or lifetime without a line that says so: another own device knew it. */
  record ConversationChanged(Conversation conversation) implements Event {}

  /** A line was added to a conversation, in the order of its log; own messages when they are accepted. */
  record MessageAdded(Message message) implements Event {}

  /**
   * An own message got further, or failed; or any message has another text, other reactions, was taken back or vanished.
   */
  record MessageChanged(Message message) implements Event {}

  /**
   * An account got further in reading a conversation: all up to these numbers of the log has arrived, has been read.
   * Comes for this account too, when another of its devices has read something.
   */
  record ReceiptChanged(ConversationId conversation, AccountId account, long delivered, long read) implements Event {}

  /**
   * An account's devices changed, and its safety number with them.
   *
   * @param wasVerified whether it had been marked as verified, which it no longer is
   */
  record DevicesChanged(AccountId account, List<DeviceId> added, List<DeviceId> removed, boolean wasVerified)
      implements
        Event {}

  /**
   * Someone is typing in a conversation. Comes for this account too, from another of its devices. Not stored: whoever is
   * not connected does not hear of it.
   *
   * @param until how long to show it, by this device's clock; not any longer than until a message of theirs is added
   */
  record Typing(ConversationId conversation, AccountId account, Instant until) implements Event {}

  /** A contact's name, handle or picture became known or changed. */
  record ContactChanged(Contact contact) implements Event {}

  /** The server ended the session: this device was removed, or its token misused. Nothing more arrives. */
  record SignedOut(String reason) implements Event {}

  /** The server did something that it must not do, which was not believed. @param what for a log */
  record Distrust(String what) implements Event {}
}
