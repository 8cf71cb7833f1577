package app.culver.client.crypto;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The form of an envelope of suite {@code hpke}: sizes, identifiers, order. A hostile server may send anything. */
final class EnvelopeForm {
  private static final int MAX_CIPHERTEXT_BYTES = 65_536;
  private static final int SEALED_BYTES = P256PublicKey.BYTES + AesGcm.KEY_BYTES + AesGcm.TAG_BYTES;

  private EnvelopeForm() {}

  /** What is wrong with it; empty if nothing is. */
  static Optional<String> fault(Origin origin, Envelope envelope) {
    if (!Stream.of(origin.conversation(), origin.account(), origin.device(), envelope.id())
        .allMatch(Identifiers::isWritten)) {
      return Optional.of("an identifier is not well formed");
    }
    if (!hasLength(envelope.nonce(), AesGcm.NONCE_BYTES)) {
      return Optional.of("the nonce has another size than 12 bytes");
    }
    if (!hasLength(envelope.signature(), P256.SIGNATURE_BYTES)) {
      return Optional.of("the signature has another size than 64 bytes");
    }
    var ciphertext = envelope.ciphertext();
    if (ciphertext == null || ciphertext.length <= AesGcm.TAG_BYTES || ciphertext.length > MAX_CIPHERTEXT_BYTES) {
      return Optional.of("the ciphertext has another size than 17 to 65,536 bytes");
    }
    return recipientsFault(envelope.recipients());
  }

  private static Optional<String> recipientsFault(List<Envelope.Recipient> recipients) {
    if (recipients == null || !ascend(recipients, Envelope.Recipient::account)) {
      return Optional.of("the recipients are not distinct accounts in order");
    }
    var devices = 0;
    for (var recipient : recipients) {
      if (recipient.devices() == null || !ascend(recipient.devices(), Envelope.SealedKey::device)) {
        return Optional.of("a recipient's devices are not distinct and in order");
      }
      if (!recipient.devices().stream().allMatch(key -> hasLength(key.sealed(), SEALED_BYTES))) {
        return Optional.of("a sealed key has another size than 113 bytes");
      }
      devices += recipient.devices().size();
    }
    return devices > HpkeSuite.MAX_RECIPIENT_DEVICES ? Optional.of("more than 64 recipient devices") : Optional.empty();
  }

  private static boolean hasLength(byte[] bytes, int length) {
    return bytes != null && bytes.length == length;
  }

  private static <T> boolean ascend(List<T> list, Function<T, String> identifier) {
    var previous = "";
    for (var element : list) {
      var current = element == null ? null : identifier.apply(element);
      if (!Identifiers.isWritten(current) || current.compareTo(previous) <= 0) {
        return false;
      }
      previous = current;
    }
    return true;
  }
}
