package app.culver.client.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;

/**
 * HPKE base mode, single shot, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM (RFC 9180, section 6.1). What is
 * sealed is written as the encapsulated key, 65 bytes, and the ciphertext.
 */
final class Hpke {
  private Hpke() {}

  private static HPKE suite() {
    // Not shared: BouncyCastle does not say that an instance is safe for use by several threads.
    return new HPKE(HPKE.mode_base, HPKE.kem_P256_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }

  static byte[] seal(P256PublicKey recipient, byte[] info, byte[] aad, byte[] plaintext) {
    return seal(suite().setupBaseS(recipient.point(), info), aad, plaintext);
  }

  /** Seals under a given ephemeral key pair: for the vectors alone, a pair used twice betrays both plaintexts. */
  static byte[] seal(AsymmetricCipherKeyPair ephemeral, P256PublicKey recipient, byte[] info, byte[] aad,
      byte[] plaintext) {
    return seal(suite().setupBaseS(recipient.point(), info, ephemeral), aad, plaintext);
  }

  private static byte[] seal(HPKEContextWithEncapsulation context, byte[] aad, byte[] plaintext) {
    try {
      var ciphertext = context.seal(aad, plaintext);
      var encapsulated = context.getEncapsulation();
      var sealed = Arrays.copyOf(encapsulated, encapsulated.length + ciphertext.length);
      System.arraycopy(ciphertext, 0, sealed, encapsulated.length, ciphertext.length);
      return sealed;
    } catch (InvalidCipherTextException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** @throws UndecryptableException if it was not sealed to this key with these bytes, or was changed on the way */
  static byte[] open(AsymmetricCipherKeyPair recipient, byte[] info, byte[] aad, byte[] sealed)
      throws UndecryptableException {
    if (sealed.length < P256PublicKey.BYTES + AesGcm.TAG_BYTES) {
      throw new UndecryptableException();
    }
    try {
      var encapsulated = P256PublicKey.parse(Arrays.copyOf(sealed, P256PublicKey.BYTES)).bytes();
      return suite().setupBaseR(encapsulated, recipient, info).open(aad, sealed, P256PublicKey.BYTES,
          sealed.length - P256PublicKey.BYTES);
    } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException refused) {
      throw new UndecryptableException();
    }
  }

  /** The key pair that these bytes determine (RFC 9180, section 7.1.3). */
  static AsymmetricCipherKeyPair derive(byte[] keyMaterial) {
    return suite().deriveKeyPair(keyMaterial);
  }
}
