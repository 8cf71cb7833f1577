package app.culver.aws.token;

import app.culver.core.device.Caller;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.SessionId;
import app.culver.core.refusal.Refusal.Unauthenticated;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Verifies access tokens. Genuine is not enough: see {@link Caller}. */
public final class AccessTokenVerifier {
  /** Ours have some 600 characters. */
  private static final int LONGEST = 2048;

  /** Parsers forgive more than this. */
  private static final Pattern FORM = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]{86}");

  private static final Set<String> HEADER = Set.of("alg", "typ", "kid");

  /** By how much the clock of the signing instance may be ahead of this one. */
  private static final Duration SKEW = Duration.ofSeconds(30);

  private final VerificationKeys keys;
  private final String issuer;
  private final InstantSource clock;

  public AccessTokenVerifier(VerificationKeys keys, String issuer, InstantSource clock) {
    this.keys = keys;
    this.issuer = issuer;
    this.clock = clock;
  }

  /** @throws app.culver.core.refusal.RefusedException Unauthenticated for everything but a valid token */
  public Caller verify(String token) {
    if (token.length() > LONGEST || !FORM.matcher(token).matches()) {
      throw new Unauthenticated().exception();
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      if (!isSigned(jwt)) {
        throw new Unauthenticated().exception();
      }
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      if (!isForUsNow(claims)) {
        throw new Unauthenticated().exception();
      }
      return new Caller(new AccountId(claims.getSubject()), new DeviceId(claims.getStringClaim(TokenForm.DEVICE)),
          new SessionId(claims.getStringClaim(TokenForm.SESSION)));
    } catch (ParseException | JOSEException | IllegalArgumentException _) {
      throw new Unauthenticated().exception();
    }
  }

  /** A header that names a key by address or brings its own, or asks for what we do not know, has more in it than ours. */
  private boolean isSigned(SignedJWT jwt) throws JOSEException {
    JWSHeader header = jwt.getHeader();
    if (!header.getIncludedParams().equals(HEADER) || !TokenForm.ALGORITHM.equals(header.getAlgorithm())
        || !TokenForm.TYPE.equals(header.getType())) {
      return false;
    }
    ECKey key = keys.all().get(header.getKeyID());
    return key != null && jwt.verify(new ECDSAVerifier(key));
  }

  private boolean isForUsNow(JWTClaimsSet claims) {
    Instant now = clock.instant();
    Date issued = claims.getIssueTime();
    Date expires = claims.getExpirationTime();
    return issuer.equals(claims.getIssuer()) && claims.getAudience().equals(List.of(TokenForm.AUDIENCE))
        && issued != null && !issued.toInstant().isAfter(now.plus(SKEW)) && expires != null
        && expires.toInstant().isAfter(now) && claims.getNotBeforeTime() == null;
  }
}
