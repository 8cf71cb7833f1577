package app.culver.core.account;

/**
 * Port to a secret key that never leaves its keeper. One key serves several purposes: whoever uses it puts the label of
 * the purpose first, by {@link app.culver.core.signature.Fields}.
 */
@FunctionalInterface
public interface MacKey {
  /** HMAC-SHA-256 of at most 4,096 bytes, 32 bytes. */
  byte[] mac(byte[] message);
}
