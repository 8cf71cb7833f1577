package app.culver.aws.token;

import app.culver.core.device.Caller;
import app.culver.core.session.AccessToken;
import app.culver.core.session.AccessTokens;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes access tokens with a key that only signs, and does so elsewhere. */
public final class SignedAccessTokens implements AccessTokens {
  private static final int SIGNATURE_SIZE = 64;

  private final VerificationKeys keys;
  private final UnaryOperator<byte[]> signer;
  private final String issuer;
  private final Supplier<String> tokenIds;

  /**
   * @param keys names the key that the signer uses
   * @param signer signs bytes with ECDSA and SHA-256; its signatures are DER, as those of KMS
   */
  public SignedAccessTokens(VerificationKeys keys, UnaryOperator<byte[]> signer, String issuer) {
    this(keys, signer, issuer, () -> UUID.randomUUID().toString());
  }

  SignedAccessTokens(VerificationKeys keys, UnaryOperator<byte[]> signer, String issuer, Supplier<String> tokenIds) {
    this.keys = keys;
    this.signer = signer;
    this.issuer = issuer;
    this.tokenIds = tokenIds;
  }

  @Override
  public AccessToken issue(Caller caller, Instant now, Instant expires) {
    JWSHeader header = new JWSHeader.Builder(TokenForm.ALGORITHM).type(TokenForm.TYPE).keyID(keys.signingKeyId())
        .build();
    JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(issuer).audience(TokenForm.AUDIENCE)
        .subject(caller.account().value()).claim(TokenForm.DEVICE, caller.device().value())
        .claim(TokenForm.SESSION, caller.session().value()).issueTime(Date.from(now)).expirationTime(Date.from(expires))
        .jwtID(tokenIds.get()).build();
    String signed = header.toBase64URL() + "." + Base64URL.encode(claims.toString());
    try {
      byte[] signature = ECDSA.transcodeSignatureToConcat(signer.apply(signed.getBytes(StandardCharsets.US_ASCII)),
          SIGNATURE_SIZE);
      return new AccessToken(signed + "." + Base64URL.encode(signature), expires);
    } catch (JOSEException e) {
      throw new IllegalStateException("the signer's signature is not DER", e);
    }
  }
}
