package app.culver.client.crypto;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Suite {@code hpke}: a fresh content key per message encrypts it (AES-256-GCM) and is sealed to each recipient device
 * (HPKE base mode, RFC 9180); the sending device signs the whole. {@code contract/README.md} states every byte.
 */
public final class HpkeSuite {
  /** The suite's name in an envelope. */
  public static final String NAME = "hpke";
  /** How many bytes the content of a message may have. */
  public static final int MAX_CONTENT_BYTES = Padding.MAX_CONTENT_BYTES;
  /** How many devices a message may be sealed to. */
  public static final int MAX_RECIPIENT_DEVICES = 64;

  private final SecureRandom random;

  public HpkeSuite(SecureRandom random) {
    this.random = random;
  }

  /**
   * Encrypts, seals and signs a message.
   *
   * @param origin the conversation, and this device as the sender
   * @param message the same identifier for every attempt to send the same message
   * @param content at most {@link #MAX_CONTENT_BYTES}
   * @param recipients in any order, at most {@link #MAX_RECIPIENT_DEVICES}, none of them twice; may be empty
   * @param keys this device's
   * @throws IllegalArgumentException if one of the bounds is exceeded or a device named twice
   */
  public Envelope seal(Origin origin, MessageId message, byte[] content, List<RecipientDevice> recipients,
      DeviceKeys keys) {
    if (recipients.size() > MAX_RECIPIENT_DEVICES
        || recipients.stream().map(RecipientDevice::device).distinct().count() < recipients.size()) {
      throw new IllegalArgumentException("a message is sealed to at most 64 devices, each of them once");
    }
    var contentKey = random(AesGcm.KEY_BYTES);
    var nonce = random(AesGcm.NONCE_BYTES);
    try {
      var ciphertext = AesGcm.seal(contentKey, nonce, EnvelopeBytes.aad(origin, message).encode(),
          Padding.padContent(content));
      var sealed = sealToEach(origin, message, contentKey, recipients);
      var signature = keys.sign(EnvelopeBytes.signed(origin, message, NAME, nonce, ciphertext, sealed));
      return new Envelope(message, NAME, nonce, ciphertext, sealed, signature);
    } finally {
      Arrays.fill(contentKey, (byte) 0);
    }
  }

  private static List<Envelope.Recipient> sealToEach(Origin origin, MessageId message, byte[] contentKey,
      List<RecipientDevice> recipients) {
    var byAccount = new TreeMap<AccountId, List<Envelope.SealedKey>>(Comparator.comparing(AccountId::value));
    for (var recipient : recipients) {
      var info = EnvelopeBytes.info(origin, message, recipient.device()).encode();
      var sealed = Hpke.seal(recipient.sealingKey(), info, new byte[0], contentKey);
      byAccount.computeIfAbsent(recipient.account(), account -> new ArrayList<>())
          .add(new Envelope.SealedKey(recipient.device(), sealed));
    }
    byAccount.values().forEach(devices -> devices.sort(Comparator.comparing(key -> key.device().value())));
    return byAccount.entrySet().stream()
        .map(account -> new Envelope.Recipient(account.getKey(), List.copyOf(account.getValue()))).toList();
  }

  /**
   * Verifies an envelope and decrypts it.
   *
   * @param origin the conversation and the sender that the server names; a lie shows as a bad signature
   * @param envelope as received
   * @param senderSigningKey the sending device's, from a device list that one has reason to believe
   * @param account of this device
   * @param device this one
   * @param keys this device's
   */
  public static Opened open(Origin origin, Envelope envelope, P256PublicKey senderSigningKey, AccountId account,
      DeviceId device,
      DeviceKeys keys) {
    if (!NAME.equals(envelope.suite())) {
      return new Opened.UnknownSuite(envelope.suite());
    }
    var fault = EnvelopeForm.fault(envelope);
    if (fault.isPresent()) {
      return new Opened.Malformed(fault.get());
    }
    var signed = EnvelopeBytes.signed(origin, envelope.id(), envelope.suite(), envelope.nonce(), envelope.ciphertext(),
        envelope.recipients());
    if (!P256.verify(senderSigningKey, signed.encode(), envelope.signature())) {
      return new Opened.BadSignature();
    }
    var sealed = envelope.recipients().stream().filter(recipient -> recipient.account().equals(account))
        .flatMap(recipient -> recipient.devices().stream()).filter(key -> key.device().equals(device)).findFirst();
    if (sealed.isEmpty()) {
      return new Opened.NotForThisDevice();
    }
    try {
      return new Opened.Content(decrypt(origin, envelope, sealed.get(), keys));
    } catch (UndecryptableException refused) {
      return new Opened.Malformed("what was signed does not decrypt");
    }
  }

  private static byte[] decrypt(Origin origin, Envelope envelope, Envelope.SealedKey sealed, DeviceKeys keys)
      throws UndecryptableException {
    var contentKey = keys.open(EnvelopeBytes.info(origin, envelope.id(), sealed.device()), sealed.sealed());
    try {
      var aad = EnvelopeBytes.aad(origin, envelope.id()).encode();
      return Padding.unpadContent(AesGcm.open(contentKey, envelope.nonce(), aad, envelope.ciphertext()));
    } finally {
      Arrays.fill(contentKey, (byte) 0);
    }
  }

  private byte[] random(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
