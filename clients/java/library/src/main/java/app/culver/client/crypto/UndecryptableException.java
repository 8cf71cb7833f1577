package app.culver.client.crypto;

/** The bytes do not decrypt under this key: another key, other associated data, or changed on the way. */
public final class UndecryptableException extends Exception {
  UndecryptableException() {
    super("does not decrypt", null, false, false);
  }
}
