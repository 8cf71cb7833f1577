package app.culver.client.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.math.ec.ECCurve;

/**
 * ECDSA on P-256 with SHA-256; signatures are r and s, 32 bytes each (IEEE P1363, as WebCrypto writes them). It uses
 * BouncyCastle's own classes instead of a JCA provider, because Android's providers lack the P1363 form.
 */
final class P256 {
  static final int SIGNATURE_BYTES = 64;
  static final ECDomainParameters DOMAIN = new ECDomainParameters(CustomNamedCurves.getByName("P-256"));
  static final ECCurve CURVE = DOMAIN.getCurve();

  private P256() {}

  static ECPrivateKeyParameters generate(SecureRandom random) {
    var generator = new ECKeyPairGenerator();
    generator.init(new ECKeyGenerationParameters(DOMAIN, random));
    return (ECPrivateKeyParameters) generator.generateKeyPair().getPrivate();
  }

  /** @throws IllegalArgumentException if the number is not between 1 and the order of the group */
  static ECPrivateKeyParameters privateKey(byte[] scalar) {
    return new ECPrivateKeyParameters(new BigInteger(1, scalar), DOMAIN);
  }

  static ECPublicKeyParameters publicKey(ECPrivateKeyParameters key) {
    return new ECPublicKeyParameters(DOMAIN.getG().multiply(key.getD()).normalize(), DOMAIN);
  }

  /** Signs with a nonce derived from key and message (RFC 6979), so that a poor random source cannot leak the key. */
  static byte[] sign(ECPrivateKeyParameters key, byte[] message) {
    var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, key);
    var rs = signer.generateSignature(sha256(message));
    return PlainDSAEncoding.INSTANCE.encode(DOMAIN.getN(), rs[0], rs[1]);
  }

  static boolean verify(P256PublicKey key, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    var half = SIGNATURE_BYTES / 2;
    var verifier = new ECDSASigner();
    verifier.init(false, key.point());
    return verifier.verifySignature(sha256(message), new BigInteger(1, signature, 0, half),
        new BigInteger(1, signature, half, half));
  }

  static byte[] sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] sha256(byte[] message) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(message);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
