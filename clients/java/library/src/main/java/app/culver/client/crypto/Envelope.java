package app.culver.client.crypto;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import java.util.List;

/**
 * A sealed message as the server sees it. The arrays are not copied: whoever makes one hands them over.
 *
 * @param suite how it is sealed; {@code hpke} is the only one so far
 * @param nonce 12 bytes
 * @param ciphertext 17 to 65,536 bytes
 * @param recipients the members' devices with the content key sealed to each, ordered by account, then device
 * @param signature by the sending device: 64 bytes, r | s
 */
public record Envelope(MessageId id, String suite, byte[] nonce, byte[] ciphertext, List<Recipient> recipients,
    byte[] signature) {

  public Envelope {
    recipients = List.copyOf(recipients);
  }

  /** The devices of one account. */
  public record Recipient(AccountId account, List<SealedKey> devices) {
    public Recipient {
      devices = List.copyOf(devices);
    }
  }

  /** The content key sealed to one device: 113 bytes, an encapsulated key of 65 and 48 of ciphertext. */
  public record SealedKey(DeviceId device, byte[] sealed) {}
}
