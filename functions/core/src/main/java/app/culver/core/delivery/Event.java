package app.culver.core.delivery;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import java.time.Instant;

/** What the server tells a connected device without being asked. */
public sealed interface Event {

  /** The log has a new entry. */
  record Appended(ConversationId conversation, Entry entry) implements Event {}

  /** A member has come further: up to these positions, 0 for none. */
  record Received(ConversationId conversation, AccountId account, long delivered, long read, Instant time)
      implements
        Event {}

  /** A member's device sent something that is not kept. */
  record Signalled(ConversationId conversation, AccountId sender, DeviceId device, Instant time, Envelope envelope)
      implements
        Event {}

  /** The account's devices are no longer the ones they were. */
  record DevicesChanged(AccountId account) implements Event {}

  /** A newer socket of the device has taken over. */
  record Replaced() implements Event {}
}
