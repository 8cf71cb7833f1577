package app.culver.client.crypto;

import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * A public key on P-256, known to be a point of the curve. Written as an uncompressed SEC1 point: {@code 04}, x, y, 65
 * bytes (SEC 1, section 2.3.3).
 */
public final class P256PublicKey {
  /** How many bytes a written key has. */
  public static final int BYTES = 65;

  private final byte[] sec1;
  private final ECPublicKeyParameters point;

  private P256PublicKey(byte[] sec1, ECPublicKeyParameters point) {
    this.sec1 = sec1;
    this.point = point;
  }

  /** @throws IllegalArgumentException if the bytes are anything but an uncompressed point on the curve */
  public static P256PublicKey parse(byte[] sec1) {
    if (sec1.length != BYTES || sec1[0] != 4) {
      throw new IllegalArgumentException("a public key is an uncompressed P-256 point of 65 bytes");
    }
    try {
      return new P256PublicKey(sec1.clone(), new ECPublicKeyParameters(P256.CURVE.decodePoint(sec1), P256.DOMAIN));
    } catch (IllegalArgumentException offCurve) {
      throw new IllegalArgumentException("the public key is not a point on P-256");
    }
  }

  /** The key in standard base64, as on the wire. @throws IllegalArgumentException as {@link #parse(byte[])} does */
  public static P256PublicKey parse(String base64) {
    return parse(Base64.getDecoder().decode(base64));
  }

  static P256PublicKey of(ECPublicKeyParameters point) {
    return new P256PublicKey(point.getQ().getEncoded(false), point);
  }

  /** A copy of the 65 bytes. */
  public byte[] bytes() {
    return sec1.clone();
  }

  /** The 65 bytes in standard base64, as on the wire. */
  public String base64() {
    return Base64.getEncoder().encodeToString(sec1);
  }

  ECPublicKeyParameters point() {
    return point;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof P256PublicKey that && Arrays.equals(sec1, that.sec1);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sec1);
  }

  @Override
  public String toString() {
    return base64();
  }
}
