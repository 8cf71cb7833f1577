package app.culver.aws.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The public keys of access tokens by key id, which is the key's thumbprint (RFC 7638). Fetched once, at the latest with
 * the first token; prime {@link #all} before the SnapStart checkpoint.
 */
public final class VerificationKeys {
  private final List<String> names;
  private final Function<String, byte[]> source;
  private volatile Map<String, ECKey> keys = Map.of();

  /**
   * @param names what the source knows the keys by; the first one signs
   * @param source gives a key's X.509 SubjectPublicKeyInfo
   */
  public VerificationKeys(List<String> names, Function<String, byte[]> source) {
    this.names = List.copyOf(names);
    this.source = source;
  }

  /** By key id, the signing one first. */
  public Map<String, ECKey> all() {
    if (keys.isEmpty()) {
      Map<String, ECKey> fetched = new LinkedHashMap<>();
      for (String name : names) {
        ECKey key = key(source.apply(name));
        fetched.put(key.getKeyID(), key);
      }
      keys = fetched;
    }
    return keys;
  }

  /** The id of the key that signs. */
  public String signingKeyId() {
    return all().keySet().iterator().next();
  }

  private static ECKey key(byte[] encoded) {
    try {
      var key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
      return new ECKey.Builder(Curve.P_256, key).keyUse(KeyUse.SIGNATURE).algorithm(TokenForm.ALGORITHM)
          .keyIDFromThumbprint().build();
    } catch (GeneralSecurityException | JOSEException e) {
      throw new IllegalStateException("a signing key is not a P-256 key", e);
    }
  }
}
