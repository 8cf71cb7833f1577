package app.culver.aws.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;

/** What every access token has in common. */
final class TokenForm {
  static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;

  /** RFC 9068, section 2.1: no other token of the same issuer passes as an access token. */
  static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

  static final String AUDIENCE = "culver.v1";
  static final String DEVICE = "device";
  static final String SESSION = "sid";

  private TokenForm() {}
}
