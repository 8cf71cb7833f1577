package app.culver.aws.dynamo;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.MessageId;
import app.culver.core.log.Ciphertext;
import app.culver.core.log.Entry;
import app.culver.core.log.Envelope;
import app.culver.core.log.Log.Stored;
import app.culver.core.log.Mark;
import app.culver.core.log.Nonce;
import app.culver.core.signature.Signature;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item of the log table, drawn in the package's description. Names are short because they are stored and billed. */
final class LogItem {
  static final String CONVERSATION = "conversation";
  static final String SEQ = "seq";
  static final String SENDER = "s";
  static final String DEVICE = "d";
  static final String TIME = "t";
  static final String CHANGE = "c";
  static final String EXPIRES = "expires";
  static final String MESSAGE = "i";
  static final String SUITE = "u";
  static final String NONCE = "n";
  static final String CIPHERTEXT = "e";
  static final String RECIPIENTS = "r";
  static final String SIGNATURE = "g";
  static final String MEMBERSHIP = "m";
  static final String AFTER = "p";
  static final String HIDDEN_FROM = "h";

  private static final String HPKE = "hpke";
  private static final String MLS = "mls";

  private LogItem() {}

  static Map<String, AttributeValue> key(ConversationId conversation, long seq) {
    return Map.of(CONVERSATION, Values.binary(conversation), SEQ, Values.of(seq));
  }

  static Map<String, AttributeValue> write(ConversationId conversation, Entry entry, Instant expires) {
    Map<String, AttributeValue> item = new HashMap<>(key(conversation, entry.seq()));
    item.put(SENDER, Values.binary(entry.sender()));
    item.put(DEVICE, Values.binary(entry.device()));
    item.put(TIME, Values.millis(entry.time()));
    item.put(CHANGE, Values.of(entry.change()));
    item.put(EXPIRES, Values.seconds(expires));
    switch (entry) {
      case Entry.Message message -> {
        write(item, message.envelope());
        message.hiddenFrom().ifPresent(account -> item.put(HIDDEN_FROM, Values.binary(account)));
      }
      case Entry.Membership membership -> {
        item.put(MEMBERSHIP, MembershipAttribute.write(membership.membership()));
        if (membership.after() > 0) {
          item.put(AFTER, Values.of(membership.after()));
        }
        item.put(SIGNATURE, Values.of(membership.signature().bytes()));
      }
    }
    return item;
  }

  private static void write(Map<String, AttributeValue> item, Envelope envelope) {
    item.put(MESSAGE, Values.binary(envelope.id()));
    item.put(CIPHERTEXT, Values.of(envelope.ciphertext().bytes()));
    switch (envelope) {
      case Envelope.Hpke hpke -> {
        item.put(SUITE, Values.of(HPKE));
        item.put(NONCE, Values.of(hpke.nonce().bytes()));
        item.put(RECIPIENTS, Values.of(RecipientsForm.write(hpke.recipients())));
        item.put(SIGNATURE, Values.of(hpke.signature().bytes()));
      }
      case Envelope.Mls _ -> item.put(SUITE, Values.of(MLS));
    }
  }

  static Stored read(Map<String, AttributeValue> item) {
    long seq = Values.number(item, SEQ);
    Instant time = Values.millis(item, TIME);
    AccountId sender = AccountId.of(Values.bytes(item, SENDER).toArray());
    DeviceId device = DeviceId.of(Values.bytes(item, DEVICE).toArray());
    Entry entry = item.containsKey(MESSAGE)
        ? new Entry.Message(seq, time, sender, device, Values.number(item, CHANGE), envelope(item),
            Values.optionalBytes(item, HIDDEN_FROM).map(account -> AccountId.of(account.toArray())))
        : new Entry.Membership(seq, time, sender, device, Values.optionalNumber(item, AFTER).orElse(0L),
            MembershipAttribute.read(item.get(MEMBERSHIP).m()), signature(item));
    return new Stored(entry, Values.seconds(item, EXPIRES));
  }

  static Mark mark(Map<String, AttributeValue> item) {
    return new Mark(Values.number(item, SEQ), DeviceId.of(Values.bytes(item, DEVICE).toArray()),
        Values.number(item, CHANGE),
        Values.optionalBytes(item, MESSAGE).map(id -> MessageId.of(id.toArray())));
  }

  private static Envelope envelope(Map<String, AttributeValue> item) {
    MessageId id = MessageId.of(Values.bytes(item, MESSAGE).toArray());
    Ciphertext ciphertext = new Ciphertext(Values.bytes(item, CIPHERTEXT));
    return switch (Values.text(item, SUITE)) {
      case HPKE -> new Envelope.Hpke(id, new Nonce(Values.bytes(item, NONCE)), ciphertext,
          RecipientsForm.read(Values.bytes(item, RECIPIENTS)), signature(item));
      case MLS -> new Envelope.Mls(id, ciphertext);
      default -> throw new IllegalStateException("an envelope of an unknown suite");
    };
  }

  private static Signature signature(Map<String, AttributeValue> item) {
    return new Signature(Values.bytes(item, SIGNATURE));
  }
}
