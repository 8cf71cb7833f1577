package app.culver.aws.wire;

import app.culver.aws.json.Json;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.log.Entry;
import app.culver.core.signature.Signature;
import java.time.Instant;

/** An entry of a log on the wire: {@code entry.json}. */
public sealed interface EntryForm {

  /** {@code message-entry.json}. */
  record Message(long seq, Instant time, AccountId sender, DeviceId device, long change, String kind,
      EnvelopeForm envelope) implements EntryForm {}

  /** {@code membership-entry.json}. */
  record Membership(long seq, Instant time, AccountId sender, DeviceId device, long change, String kind, long after,
      MembershipForm membership, Signature signature) implements EntryForm {}

  /** {@code hidden-entry.json}. */
  record Hidden(long seq, String kind) implements EntryForm {}

  /** The entry as the account may see it. */
  static EntryForm of(Entry entry, AccountId reader) {
    return entry.isHiddenFrom(reader) ? new Hidden(entry.seq(), "hidden") : of(entry);
  }

  /** The entry as those see it from whom it is not hidden. */
  static EntryForm of(Entry entry) {
    return switch (entry) {
      case Entry.Message(var seq, var time, var sender, var device, var change, var envelope, _) ->
        new Message(seq, time, sender, device, change, "message", EnvelopeForm.of(envelope));
      case Entry.Membership(var seq, var time, var sender, var device, var after, var membership, var signature) ->
        new Membership(seq, time, sender, device, entry.change(), "membership", after, MembershipForm.of(membership),
            signature);
    };
  }

  /** How many bytes an entry takes. */
  static int bytes(Entry entry) {
    return Json.bytes(of(entry)).length;
  }
}
