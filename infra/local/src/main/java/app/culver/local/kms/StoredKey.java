package app.culver.local.kms;

import app.culver.local.template.Key;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key's material. It has no text form, so that none gets into a log. */
final class StoredKey {
  private static final int MAC_BYTES = 32;

  private final Key key;
  private final byte[] secret;
  private final byte[] shown;

  private StoredKey(Key key, byte[] secret, byte[] shown) {
    this.key = key;
    this.secret = secret;
    this.shown = shown;
  }

  /** Makes a new one of the specification that the template names. */
  static StoredKey make(Key key) {
    try {
      if (key.spec().equals("HMAC_256")) {
        var secret = new byte[MAC_BYTES];
        new SecureRandom().nextBytes(secret);
        return new StoredKey(key, secret, new byte[0]);
      }
      if (key.spec().equals("ECC_NIST_P256")) {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        return new StoredKey(key, pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
      }
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
    throw new IllegalArgumentException(
        "the KMS stand-in makes ECC_NIST_P256 and HMAC_256 keys; " + key.id() + " is to be " + key.spec());
  }

  /** Reads what {@link #written} wrote. */
  static StoredKey read(Key key, String written) {
    var parts = written.split(" ", 2);
    return new StoredKey(key, Base64.getDecoder().decode(parts[0]), HexFormat.of().parseHex(parts[1]));
  }

  /** One line; the caller keeps it in a file that only its owner can read. */
  String written() {
    return Base64.getEncoder().encodeToString(secret) + " " + HexFormat.of().formatHex(shown);
  }

  Key key() {
    return key;
  }

  /** The public key as a DER-encoded SubjectPublicKeyInfo. */
  byte[] publicKey() {
    needs("SIGN_VERIFY");
    return shown.clone();
  }

  /** A DER-encoded signature over the message, or over what is already its digest. */
  byte[] sign(byte[] message, boolean digest) {
    needs("SIGN_VERIFY");
    return crypto(() -> {
      var signature = Signature.getInstance(digest ? "NONEwithECDSA" : "SHA256withECDSA");
      signature.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(secret)));
      signature.update(message);
      return signature.sign();
    });
  }

  byte[] mac(byte[] message) {
    needs("GENERATE_VERIFY_MAC");
    return crypto(() -> {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(message);
    });
  }

  private void needs(String usage) {
    if (!key.usage().equals(usage)) {
      throw new KmsException("InvalidKeyUsageException", key.arn() + " key usage is " + key.usage()
          + " which is not valid for this operation.");
    }
  }

  private static <R> R crypto(java.util.concurrent.Callable<R> work) {
    try {
      return work.call();
    } catch (Exception failure) {
      throw new KmsException("KMSInternalException", failure.getMessage());
    }
  }
}
