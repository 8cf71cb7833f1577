package app.culver.core.signature;

import app.culver.core.Bytes;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** Uncompressed points on P-256 (SEC 1, section 2.3.4): 0x04, then x and y with 32 bytes each. */
final class Points {
  private static final int COORDINATE = 32;
  private static final int SIZE = 1 + 2 * COORDINATE;
  private static final byte UNCOMPRESSED = 4;
  private static final ECParameterSpec P256 = p256();

  private Points() {}

  static void check(Bytes point) {
    byte[] bytes = point.toArray();
    if (bytes.length != SIZE || bytes[0] != UNCOMPRESSED || !onCurve(decode(bytes))) {
      throw new IllegalArgumentException("must be an uncompressed point on P-256: 65 bytes, the first one 4");
    }
  }

  static PublicKey publicKey(Bytes point) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(decode(point.toArray()), P256));
  }

  private static ECPoint decode(byte[] bytes) {
    return new ECPoint(new BigInteger(1, Arrays.copyOfRange(bytes, 1, 1 + COORDINATE)),
        new BigInteger(1, Arrays.copyOfRange(bytes, 1 + COORDINATE, SIZE)));
  }

  /** y^2 = x^3 + ax + b, both below p. The group has prime order, so every point on the curve is in it. */
  private static boolean onCurve(ECPoint point) {
    var curve = P256.getCurve();
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    return x.compareTo(p) < 0 && y.compareTo(p) < 0
        && y.modPow(BigInteger.TWO, p).equals(x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p));
  }

  private static ECParameterSpec p256() {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }
}
