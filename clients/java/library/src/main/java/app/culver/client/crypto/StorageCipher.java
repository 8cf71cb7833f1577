package app.culver.client.crypto;

/**
 * Encrypts what a client keeps on its own disk. {@link StorageKeyFile} is the one for desktops; on Android, one that
 * wraps a key of the Android Keystore.
 */
public interface StorageCipher {

  /** @param label what the bytes are; opening them needs the same one, so stored things cannot be swapped */
  byte[] seal(String label, byte[] plaintext);

  /** @throws UndecryptableException if the bytes were changed, or sealed under another label or key */
  byte[] open(String label, byte[] sealed) throws UndecryptableException;
}
