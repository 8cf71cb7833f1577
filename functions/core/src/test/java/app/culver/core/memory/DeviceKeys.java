package app.culver.core.memory;

import app.culver.core.Bytes;
import app.culver.core.signature.SealingKey;
import app.culver.core.signature.Signature;
import app.culver.core.signature.SigningKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;

/** The keys of a device of its own, as a client has them. */
public final class DeviceKeys {
  private final KeyPair signing = pair();
  private final KeyPair sealing = pair();

  public SigningKey signingKey() {
    return new SigningKey(point(signing));
  }

  public SealingKey sealingKey() {
    return new SealingKey(point(sealing));
  }

  public Signature sign(byte[] message) {
    try {
      var signer = java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(signing.getPrivate());
      signer.update(message);
      return new Signature(Bytes.of(signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Bytes point(KeyPair pair) {
    var point = ((ECPublicKey) pair.getPublic()).getW();
    return Bytes.of(ByteBuffer.allocate(65).put((byte) 4).put(coordinate(point.getAffineX()))
        .put(coordinate(point.getAffineY())).array());
  }

  private static byte[] coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    return bytes.length > 32
        ? Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length)
        : ByteBuffer.allocate(32).put(32 - bytes.length, bytes).array();
  }
}
