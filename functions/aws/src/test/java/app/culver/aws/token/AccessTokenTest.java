package app.culver.aws.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.core.device.Caller;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.SessionId;
import app.culver.core.refusal.Refusal.Unauthenticated;
import app.culver.core.refusal.RefusedException;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
  private static final String ISSUER = "urn:culver:test";
  private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
  private static final Caller CALLER = new Caller(AccountId.of(new byte[16]), DeviceId.of(new byte[16]),
      SessionId.of(new byte[16]));
  private static final TestKey CURRENT = new TestKey();
  private static final TestKey PREVIOUS = new TestKey();
  private static final TestKey STRANGE = new TestKey();

  private final VerificationKeys keys = keys(List.of("current", "previous"));
  private final SignedAccessTokens tokens = new SignedAccessTokens(keys, CURRENT, ISSUER);
  private Instant now = NOW;
  private final AccessTokenVerifier verifier = new AccessTokenVerifier(keys, ISSUER, () -> now);

  private static VerificationKeys keys(List<String> names) {
    return new VerificationKeys(names,
        name -> Map.of("current", CURRENT, "previous", PREVIOUS).get(name).publicKey().getEncoded());
  }

  private String genuine() {
    return tokens.issue(CALLER, NOW, NOW.plus(Duration.ofMinutes(15))).text();
  }

  private void assertRefused(String token) {
    assertThatThrownBy(() -> verifier.verify(token)).isInstanceOfSatisfying(RefusedException.class,
        e -> assertThat(e.refusal()).isEqualTo(new Unauthenticated()));
  }

  private String header() {
    return "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + keys.signingKeyId() + "\"}";
  }

  private static String claims(String name, String value) {
    var claims = new java.util.TreeMap<>(Map.of("iss", "\"" + ISSUER + "\"", "aud", "\"culver.v1\"", "sub",
        "\"" + CALLER.account() + "\"", "device", "\"" + CALLER.device() + "\"", "sid", "\"" + CALLER.session() + "\"",
        "iat", "" + NOW.getEpochSecond(), "exp", "" + NOW.plusSeconds(900).getEpochSecond()));
    if (value == null) {
      claims.remove(name);
    } else {
      claims.put(name, value);
    }
    List<String> members = new ArrayList<>();
    claims.forEach((key, content) -> members.add("\"" + key + "\":" + content));
    return "{" + String.join(",", members) + "}";
  }

  private static String genuineClaims() {
    return claims("jti", "\"1\"");
  }

  private static String signed(TestKey key, String header, String claims) {
    String input = Base64URL.encode(header) + "." + Base64URL.encode(claims);
    try {
      byte[] signature = ECDSA.transcodeSignatureToConcat(key.apply(input.getBytes(StandardCharsets.US_ASCII)), 64);
      return input + "." + Base64URL.encode(signature);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aGenuineTokenNamesItsCaller() throws ParseException {
    assertThat(verifier.verify(genuine())).isEqualTo(CALLER);
    JWSObject parsed = JWSObject.parse(genuine());
    assertThat(parsed.getHeader().toJSONObject()).containsOnly(Map.entry("alg", "ES256"), Map.entry("typ", "at+jwt"),
        Map.entry("kid", keys.signingKeyId()));
    assertThat(parsed.getPayload().toJSONObject()).containsOnlyKeys("iss", "aud", "sub", "device", "sid", "iat", "exp",
        "jti");
    assertThat(genuine()).hasSizeLessThan(800);
  }

  @Test
  void theTestsOwnTokenIsGenuineSoThatTheRefusalsBelowHaveOneReasonEach() {
    assertThat(verifier.verify(signed(CURRENT, header(), genuineClaims()))).isEqualTo(CALLER);
  }

  @Test
  void theKeyBeforeStillVerifies() {
    var before = new SignedAccessTokens(keys(List.of("previous")), PREVIOUS, ISSUER);
    assertThat(verifier.verify(before.issue(CALLER, NOW, NOW.plusSeconds(60)).text())).isEqualTo(CALLER);
    assertThat(keys.all()).hasSize(2);
  }

  @Test
  void aTokenEndsOnTime() {
    String token = genuine();
    now = NOW.plus(Duration.ofMinutes(15)).minusMillis(1);
    assertThat(verifier.verify(token)).isEqualTo(CALLER);
    now = NOW.plus(Duration.ofMinutes(15));
    assertRefused(token);
  }

  @Test
  void aTokenFromTheFutureIsRefused() {
    String token = genuine();
    now = NOW.minus(Duration.ofSeconds(30));
    assertThat(verifier.verify(token)).isEqualTo(CALLER);
    now = now.minusSeconds(1);
    assertRefused(token);
    now = NOW;
    assertRefused(signed(CURRENT, header(), claims("nbf", "" + NOW.plusSeconds(60).getEpochSecond())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"alg\":\"ES256\",\"typ\":\"at+jwt\"", "\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"KID\"",
      "\"alg\":\"ES256\",\"kid\":\"KID\"", "\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"strange\"",
      "\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"../../dev/null\"",
      "\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"KID\",\"jku\":\"https://example.com/jwks.json\"",
      "\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"KID\",\"x5u\":\"https://example.com/x5u\"",
      "\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"KID\",\"crit\":[\"exp\"],\"exp\":1",
      "\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"KID\",\"b64\":false,\"crit\":[\"b64\"]",
      "\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"KID\",\"cty\":\"JWT\"",
      "\"alg\":\"ES256K\",\"typ\":\"at+jwt\",\"kid\":\"KID\"", "\"alg\":\"es256\",\"typ\":\"at+jwt\",\"kid\":\"KID\"",
      "\"alg\":\"ES384\",\"typ\":\"at+jwt\",\"kid\":\"KID\"", "\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"KID\"",
      "\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":7"})
  void anotherHeaderIsRefusedThoughTheSignatureIsRight(String members) {
    assertRefused(signed(CURRENT, "{" + members.replace("KID", keys.signingKeyId()) + "}", genuineClaims()));
  }

  @Test
  void aTokenThatBringsItsOwnKeyIsRefused() {
    String jwk = keys.all().get(keys.signingKeyId()).toPublicJWK().toJSONString();
    assertRefused(signed(STRANGE, header().replace("}", ",\"jwk\":" + jwk + "}"), genuineClaims()));
    assertRefused(signed(CURRENT, header().replace("}", ",\"jwk\":" + jwk + "}"), genuineClaims()));
  }

  @Test
  void aTokenWithoutAKnownSignatureIsRefused() throws GeneralSecurityException {
    String input = Base64URL.encode(header()) + "." + Base64URL.encode(genuineClaims());
    assertRefused(signed(STRANGE, header(), genuineClaims()));
    assertRefused(signed(PREVIOUS, header(), genuineClaims()));
    assertRefused(input + ".");
    assertRefused(input + "." + Base64URL.encode(new byte[64]));
    assertRefused(input + "." + Base64URL.encode(CURRENT.apply(input.getBytes(StandardCharsets.US_ASCII))));
    String none = Base64URL.encode("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + Base64URL.encode(genuineClaims());
    assertRefused(none + ".");
    assertRefused(none);
    // The public key, which everybody has, as the secret of an HMAC.
    String hs256 = Base64URL.encode(header().replace("ES256", "HS256")) + "." + Base64URL.encode(genuineClaims());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(CURRENT.publicKey().getEncoded(), "HmacSHA256"));
    assertRefused(hs256 + "." + Base64URL.encode(mac.doFinal(hs256.getBytes(StandardCharsets.US_ASCII))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss=\"urn:culver:other\"", "iss=", "aud=\"culver.v2\"", "aud=",
      "aud=[\"culver.v1\",\"other\"]", "aud=[]", "sub=", "sub=\"x\"", "sub=7", "device=", "device=\"x\"", "device=[]",
      "sid=", "sid={}", "iat=", "iat=\"x\"", "exp=", "exp=0", "exp=-1", "exp=\"x\"", "exp=1e400"})
  void otherClaimsAreRefusedThoughTheSignatureIsRight(String claim) {
    String[] parts = claim.split("=", 2);
    assertRefused(signed(CURRENT, header(), claims(parts[0], parts[1].isEmpty() ? null : parts[1])));
  }

  @Test
  void whatIsNoTokenIsRefused() {
    String deep = Base64URL.encode("{\"alg\":" + "[".repeat(1400)).toString();
    for (String text : List.of("", ".", "..", "...", "x", "a.b.c", " ", "\0", "x".repeat(1_000_000),
        genuine() + "A", genuine() + ".", " " + genuine(), genuine().substring(1), deep + ".." + "A", deep + ".A.A")) {
      assertRefused(text);
    }
    String token = genuine();
    for (int length = 0; length < token.length(); length += 7) {
      assertRefused(token.substring(0, length));
    }
  }

  @Test
  void noChangedTokenPasses() {
    String token = genuine();
    var random = new Random(7);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    for (int i = 0; i < 2000; i++) {
      int at = random.nextInt(token.length() - 1);
      char other = alphabet.charAt(random.nextInt(alphabet.length()));
      if (token.charAt(at) != other) {
        assertRefused(token.substring(0, at) + other + token.substring(at + 1));
      }
    }
  }
}
