package app.culver.client.crypto;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.util.BigIntegers;

/**
 * The two private keys of a device: one signs, the other opens what is sealed to the device. They never leave this
 * package but encrypted, by a {@link DeviceKeyStore}.
 */
public final class DeviceKeys {
  private static final byte FORM = 1;
  private static final int SCALAR_BYTES = 32;

  private final ECPrivateKeyParameters signing;
  private final P256PublicKey signingKey;
  private final AsymmetricCipherKeyPair sealing;
  private final P256PublicKey sealingKey;

  private DeviceKeys(ECPrivateKeyParameters signing, ECPrivateKeyParameters sealing) {
    this.signing = signing;
    this.signingKey = P256PublicKey.of(P256.publicKey(signing));
    var sealingPoint = P256.publicKey(sealing);
    this.sealing = new AsymmetricCipherKeyPair(sealingPoint, sealing);
    this.sealingKey = P256PublicKey.of(sealingPoint);
  }

  /** Fresh keys for a new device. */
  public static DeviceKeys generate(SecureRandom random) {
    return new DeviceKeys(P256.generate(random), P256.generate(random));
  }

  /** The public key that verifies this device's signatures. */
  public P256PublicKey signingKey() {
    return signingKey;
  }

  /** The public key that content keys are sealed to. */
  public P256PublicKey sealingKey() {
    return sealingKey;
  }

  byte[] sign(Fields fields) {
    return P256.sign(signing, fields.encode());
  }

  byte[] open(Fields info, byte[] sealed) throws UndecryptableException {
    return Hpke.open(sealing, info.encode(), new byte[0], sealed);
  }

  /** One byte for the form, then the two private numbers, 32 bytes each. The caller wipes it after use. */
  byte[] write() {
    var sealingNumber = ((ECPrivateKeyParameters) sealing.getPrivate()).getD();
    return ByteBuffer.allocate(1 + 2 * SCALAR_BYTES).put(FORM)
        .put(BigIntegers.asUnsignedByteArray(SCALAR_BYTES, signing.getD()))
        .put(BigIntegers.asUnsignedByteArray(SCALAR_BYTES, sealingNumber)).array();
  }

  /** @throws IllegalArgumentException if the bytes are not what {@link #write} makes */
  static DeviceKeys read(byte[] bytes) {
    if (bytes.length != 1 + 2 * SCALAR_BYTES || bytes[0] != FORM) {
      throw new IllegalArgumentException("not device keys");
    }
    return of(Arrays.copyOfRange(bytes, 1, 1 + SCALAR_BYTES),
        Arrays.copyOfRange(bytes, 1 + SCALAR_BYTES, bytes.length));
  }

  static DeviceKeys of(byte[] signingNumber, byte[] sealingNumber) {
    return new DeviceKeys(P256.privateKey(signingNumber), P256.privateKey(sealingNumber));
  }
}
