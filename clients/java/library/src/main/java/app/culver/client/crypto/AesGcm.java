package app.culver.client.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with a nonce of 12 bytes and a tag of 16 (NIST SP 800-38D). */
final class AesGcm {
  static final int KEY_BYTES = 32;
  static final int NONCE_BYTES = 12;
  static final int TAG_BYTES = 16;

  private AesGcm() {}

  static byte[] seal(byte[] key, byte[] nonce, byte[] aad, byte[] plaintext) {
    try {
      return run(Cipher.ENCRYPT_MODE, key, nonce, aad, plaintext, 0, plaintext.length);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static byte[] open(byte[] key, byte[] nonce, byte[] aad, byte[] ciphertext) throws UndecryptableException {
    try {
      return run(Cipher.DECRYPT_MODE, key, nonce, aad, ciphertext, 0, ciphertext.length);
    } catch (GeneralSecurityException refused) {
      throw new UndecryptableException();
    }
  }

  /** Seals under a fresh random nonce, which precedes the ciphertext. */
  static byte[] sealWithNonce(SecureRandom random, byte[] key, byte[] aad, byte[] plaintext) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    var ciphertext = seal(key, nonce, aad, plaintext);
    return ByteBuffer.allocate(NONCE_BYTES + ciphertext.length).put(nonce).put(ciphertext).array();
  }

  static byte[] openWithNonce(byte[] key, byte[] aad, byte[] sealed) throws UndecryptableException {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) {
      throw new UndecryptableException();
    }
    var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    try {
      return run(Cipher.DECRYPT_MODE, key, nonce, aad, sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (GeneralSecurityException refused) {
      throw new UndecryptableException();
    }
  }

  private static byte[] run(int mode, byte[] key, byte[] nonce, byte[] aad, byte[] input, int offset, int length)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(aad);
    return cipher.doFinal(input, offset, length);
  }
}
