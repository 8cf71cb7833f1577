package app.culver.aws.wire;

import app.culver.aws.json.Json;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.MembershipChange;
import app.culver.core.signature.Signature;
import java.time.Instant;
import java.util.List;

/** An entry of a log on the wire: {@code entry.json}. */
public sealed interface EntryForm {

  /** {@code message-entry.json}. */
  record Message(long seq, Instant time, AccountId sender, DeviceId device, long change, String kind, Envelope envelope)
      implements
        EntryForm {}

  /** {@code membership-entry.json}. */
  record Membership(long seq, Instant time, AccountId sender, DeviceId device, long change, String kind,
      Created membership, Signature signature) implements EntryForm {}

  /** The beginning of a conversation. */
  record Created(String type, ConversationKind kind, List<AccountId> members) {}

  static EntryForm of(Entry entry) {
    return switch (entry) {
      case Entry.Message(var seq, var time, var sender, var device, var change, var envelope) ->
        new Message(seq, time, sender, device, change, "message", envelope);
      case Entry.Membership(var seq, var time, var sender, var device, MembershipChange.Created created, var signature) ->
        new Membership(seq, time, sender, device, entry.change(), "membership",
            new Created("created", created.kind(), created.members()), signature);
    };
  }

  /** How many bytes an entry takes. */
  static int bytes(Entry entry) {
    return Json.bytes(of(entry)).length;
  }
}
