package app.culver.client.crypto;

import java.util.List;

/**
 * An encrypted message as it travels ({@code contract/schemas}). Arrays are not copied.
 *
 * @param id the message's identifier, chosen by the sending device
 * @param suite how the rest is to be read; this library makes {@code hpke}
 * @param nonce 12 bytes
 * @param ciphertext 17 to 65,536 bytes
 * @param recipients sorted by account
 * @param signature by the sending device, 64 bytes
 */
public record Envelope(String id, String suite, byte[] nonce, byte[] ciphertext, List<Recipient> recipients,
    byte[] signature) {

  /** @param devices sorted by device */
  public record Recipient(String account, List<SealedKey> devices) {}

  /** The content key, sealed to a device: encapsulated key (65 bytes) and sealed content key (48 bytes). */
  public record SealedKey(String device, byte[] sealed) {}
}
