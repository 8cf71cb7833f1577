package app.culver.client.crypto;

import app.culver.client.identifier.Identifier;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The form of an envelope of suite {@code hpke}: sizes and order. A hostile server may send anything. */
final class EnvelopeForm {
  private static final int MAX_CIPHERTEXT_BYTES = 65_536;
  private static final int SEALED_BYTES = P256PublicKey.BYTES + AesGcm.KEY_BYTES + AesGcm.TAG_BYTES;

  private EnvelopeForm() {}

  /** What is wrong with it; empty if nothing is. */
  static Optional<String> fault(Envelope envelope) {
    if (envelope.nonce().length != AesGcm.NONCE_BYTES) {
      return Optional.of("the nonce has another size than 12 bytes");
    }
    if (envelope.signature().length != P256.SIGNATURE_BYTES) {
      return Optional.of("the signature has another size than 64 bytes");
    }
    var ciphertext = envelope.ciphertext();
    if (ciphertext.length <= AesGcm.TAG_BYTES || ciphertext.length > MAX_CIPHERTEXT_BYTES) {
      return Optional.of("the ciphertext has another size than 17 to 65,536 bytes");
    }
    return recipientsFault(envelope.recipients());
  }

  private static Optional<String> recipientsFault(List<Envelope.Recipient> recipients) {
    if (!ascend(recipients, Envelope.Recipient::account)) {
      return Optional.of("the recipients are not distinct accounts in order");
    }
    var devices = 0;
    for (var recipient : recipients) {
      if (!ascend(recipient.devices(), Envelope.SealedKey::device)) {
        return Optional.of("a recipient's devices are not distinct and in order");
      }
      if (!recipient.devices().stream().allMatch(key -> key.sealed().length == SEALED_BYTES)) {
        return Optional.of("a sealed key has another size than 113 bytes");
      }
      devices += recipient.devices().size();
    }
    return devices > HpkeSuite.MAX_RECIPIENT_DEVICES ? Optional.of("more than 64 recipient devices") : Optional.empty();
  }

  private static <T> boolean ascend(List<T> list, Function<T, Identifier> identifier) {
    var previous = "";
    for (var element : list) {
      var current = identifier.apply(element).value();
      if (current.compareTo(previous) <= 0) {
        return false;
      }
      previous = current;
    }
    return true;
  }
}
