package app.culver.client.crypto;

import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import java.util.List;

/** The bytes of suite {@code hpke} that bind an envelope's parts to each other and to their place. */
final class EnvelopeBytes {
  private EnvelopeBytes() {}

  /** What the ciphertext is bound to. */
  static Fields aad(Origin origin, MessageId message) {
    return place(Fields.of("culver envelope v1"), origin, message);
  }

  /** What a sealed content key is bound to. */
  static Fields info(Origin origin, MessageId message, DeviceId recipientDevice) {
    return place(Fields.of("culver sealed key v1"), origin, message).id(recipientDevice);
  }

  /** What the sending device signs: everything. */
  static Fields signed(Origin origin, MessageId message, String suite, byte[] nonce, byte[] ciphertext,
      List<Envelope.Recipient> recipients) {
    var fields = place(Fields.of("culver envelope signature v1").text(suite), origin, message).bytes(nonce)
        .bytes(ciphertext);
    for (var recipient : recipients) {
      for (var key : recipient.devices()) {
        fields.id(recipient.account()).id(key.device()).bytes(key.sealed());
      }
    }
    return fields;
  }

  private static Fields place(Fields fields, Origin origin, MessageId message) {
    return fields.id(origin.conversation()).id(message).id(origin.account()).id(origin.device());
  }
}
