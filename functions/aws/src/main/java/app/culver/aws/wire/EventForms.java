package app.culver.aws.wire;

import app.culver.aws.json.Json;
import app.culver.core.delivery.Event;
import app.culver.core.delivery.EventEncoder;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import java.time.Instant;

/** The frames of events: {@code event-entry.json}, {@code event-receipt.json} and so on. */
public final class EventForms implements EventEncoder {
  private record Appended(String type, ConversationId conversation, EntryForm entry) {}

  private record Received(String type, ConversationId conversation, AccountId account, long delivered, long read,
      Instant time) {}

  private record Signalled(String type, ConversationId conversation, AccountId sender, DeviceId device, Instant time,
      EnvelopeForm envelope) {}

  private record DevicesChanged(String type, AccountId account) {}

  private record Replaced(String type) {}

  @Override
  public byte[] encode(Event event) {
    return Json.bytes(switch (event) {
      case Event.Appended(var conversation, var entry) -> new Appended("entry", conversation, EntryForm.of(entry));
      case Event.Received(var conversation, var account, var delivered, var read, var time) ->
        new Received("receipt", conversation, account, delivered, read, time);
      case Event.Signalled(var conversation, var sender, var device, var time, var envelope) ->
        new Signalled("signal", conversation, sender, device, time, EnvelopeForm.of(envelope));
      case Event.DevicesChanged(var account) -> new DevicesChanged("devices", account);
      case Event.Replaced() -> new Replaced("replaced");
    });
  }
}
