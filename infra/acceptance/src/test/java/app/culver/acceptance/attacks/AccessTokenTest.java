package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.FirebasePhone;
import app.culver.acceptance.support.People;
import app.culver.acceptance.support.Wire;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tokens that are not the server's own, or not for this, on a route of each HTTP function and on {@code $connect}. */
class AccessTokenTest {
  /** One route of each function that verifies tokens. */
  private static final Map<String, String> ROUTES = Map.of("/v1/sessions/current", "DELETE", "/v1/account", "GET",
      "/v1/conversations", "GET", "/v1/sync", "POST",
      "/v1/conversations/W5Monhi6ZFlQjwMihYpUgQ/media/KF5wzLW1hC9iN8acRttSLw/downloads", "POST");

  private static People people;

  @BeforeAll
  static void meet() {
    people = People.meet();
  }

  @TestFactory
  Stream<DynamicTest> isRefusedEverywhere() throws GeneralSecurityException {
    return forgeries().entrySet().stream().map(forgery -> DynamicTest.dynamicTest(forgery.getKey(),
        () -> Nothing.changesBy(() -> {
          ROUTES.forEach((path, method) -> ask(method, path, "Bearer " + forgery.getValue())
              .expectProblem(401, "unauthenticated"));
          expectNoConnection(forgery.getValue());
        })));
  }

  /** The forger's tool makes good tokens, too; otherwise the refusals above would prove little. */
  @Test
  void aGenuineOneMadeTheSameWayIsAccepted() {
    var token = Forged.as(people.alice()).claim("jti", "other").genuine();

    ask("GET", "/v1/account", "Bearer " + token).expect(200);
    Wire.connect(Cloud.running().settings().socket(), List.of("culver.v1", "bearer." + token)).close();
  }

  @Test
  void otherWaysToNameOneAreRefused() {
    var token = people.alice().accessToken();
    for (var header : List.of("", "Bearer", "Bearer ", "Basic " + token, token, "Bearer " + token + " x",
        "Bearer " + token
            + ", Bearer " + token,
        "Bearer \"" + token + "\"")) {
      ask("GET", "/v1/account", header).expectProblem(401, "unauthenticated");
    }
    Wire.http(Cloud.running().settings(), "GET", "/v1/account?access_token=" + token, (String) null)
        .expectProblem(401, "unauthenticated");
    Wire.http(Cloud.running().settings(), "GET", "/v1/account", (String) null, "cookie", "token=" + token)
        .expectProblem(401, "unauthenticated");
    Wire.http(Cloud.running().settings(), "GET", "/v1/account", (String) null, "x-authorization", "Bearer " + token)
        .expectProblem(401, "unauthenticated");
  }

  /** API Gateway takes headers of 10,240 bytes at most. */
  @Test
  void oneOfAMegabyteIsRefusedQuickly() {
    var token = people.alice().accessToken() + "A".repeat(1 << 20);
    var before = System.nanoTime();

    assertThat(ask("GET", "/v1/account", "Bearer " + token).status()).isIn(401, 413, 431);
    assertThat(ask("GET", "/v1/account", "Bearer " + "A".repeat(9_000)).status()).isEqualTo(401);
    assertThat(ask("GET", "/v1/account", "Bearer " + "a.".repeat(4_500)).status()).isEqualTo(401);
    assertThat(System.nanoTime() - before).isLessThan(1_000_000_000L);
  }

  private static app.culver.acceptance.support.Answer ask(String method, String path, String authorization) {
    return people.alice().http(method, path, method.equals("POST") ? people.cursor(0).toString() : null, authorization);
  }

  private static void expectNoConnection(String token) {
    var socket = Cloud.running().settings().socket();
    assertThat(Wire.knock(socket, List.of(), "authorization", "Bearer " + token)).isIn(new Wire.Refused(401),
        new Wire.Refused(403));
    if (token.matches("[A-Za-z0-9_.-]+")) {
      assertThat(Wire.knock(socket, List.of("culver.v1", "bearer." + token))).isIn(new Wire.Refused(401),
          new Wire.Refused(403));
    }
  }

  private static Map<String, String> forgeries() throws GeneralSecurityException {
    var all = new LinkedHashMap<String, String>();
    byAlgorithm(all);
    byKey(all);
    byClaims(all);
    byForm(all);
    return all;
  }

  private static void byAlgorithm(Map<String, String> all) throws GeneralSecurityException {
    var der = Forged.publicKey();
    var pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der)
        + "\n-----END PUBLIC KEY-----\n";
    for (var none : List.of("none", "None", "NONE", "nOnE", "")) {
      all.put("alg '" + none + "' without signature", forged().header("alg", none).signed(new byte[0]));
      all.put("alg '" + none + "' with signature", forged().header("alg", none).genuine());
    }
    all.put("HS256 with the public key, DER", forged().header("alg", "HS256").hmac(der));
    all.put("HS256 with the public key, point", forged().header("alg", "HS256").hmac(point(der)));
    all.put("HS256 with the public key, PEM",
        forged().header("alg", "HS256").hmac(pem.getBytes(StandardCharsets.UTF_8)));
    all.put("ES384 named", forged().header("alg", "ES384").genuine());
    all.put("ES256K named", forged().header("alg", "ES256K").genuine());
    all.put("RS256 named", forged().header("alg", "RS256").genuine());
    all.put("no alg", forged().withoutHeader("alg").genuine());
    all.put("alg is a list", forged().header("alg", List.of("ES256")).genuine());
    all.put("typ of another kind of token", forged().header("typ", "JWT").genuine());
    all.put("no typ", forged().withoutHeader("typ").genuine());
    all.put("unknown critical header", forged().header("crit", List.of("exp")).header("exp", 1).genuine());
    all.put("critical b64", forged().header("crit", List.of("b64")).header("b64", false).genuine());
    all.put("compressed", forged().header("zip", "DEF").header("crit", List.of("zip")).genuine());
  }

  private static void byKey(Map<String, String> all) throws GeneralSecurityException {
    var own = Forged.ownKeys();
    var jwk = jwk((ECPublicKey) own.getPublic());
    all.put("signed by a key of one's own", forged().by(own));
    all.put("own key, no kid", forged().withoutHeader("kid").by(own));
    all.put("own key, brought along", forged().header("jwk", jwk).by(own));
    all.put("own key, brought along under its kid", forged().header("jwk", jwk).header("kid", thumbprint(jwk)).by(own));
    all.put("own key behind jku", forged().header("jku", "http://127.0.0.1:1/jwks.json").by(own));
    all.put("own key behind x5u", forged().header("x5u", "http://127.0.0.1:1/cert.pem").by(own));
    all.put("own key in x5c",
        forged().header("x5c", List.of(Base64.getEncoder().encodeToString(own.getPublic().getEncoded())))
            .by(own));
    for (var kid : List.of("", "0", "../../dev/null", "' OR '1'='1", "\u0000", "a".repeat(2_000),
        "arn:aws:kms:other")) {
      all.put("own key, kid " + (kid.length() > 30 ? "long" : kid), forged().header("kid", kid).by(own));
      all.put("server's key, kid " + (kid.length() > 30 ? "long" : kid), forged().header("kid", kid).genuine());
    }
    all.put("all zero signature", forged().signed(new byte[64]));
    all.put("no signature", forged().signed(new byte[0]));
    all.put("signature in DER", forged().signed(forged().genuineDer()));
    all.put("signature of other claims", forged().claim("jti", "other").unsigned() + "." + signature());
  }

  private static void byClaims(Map<String, String> all) {
    var now = Cloud.running().clock().instant().getEpochSecond();
    all.put("expired a minute ago", forged().claim("exp", now - 60).claim("iat", now - 960).genuine());
    all.put("expired in 1970", forged().claim("exp", 1).genuine());
    all.put("without end", forged().withoutClaim("exp").genuine());
    all.put("end as text", forged().claim("exp", "tomorrow").genuine());
    all.put("not yet valid", forged().claim("nbf", now + 600).genuine());
    all.put("other issuer", forged().claim("iss", "urn:culver:other").genuine());
    all.put("no issuer", forged().withoutClaim("iss").genuine());
    all.put("other audience", forged().claim("aud", "culver.v2").genuine());
    all.put("no audience", forged().withoutClaim("aud").genuine());
    all.put("no subject", forged().withoutClaim("sub").genuine());
    all.put("ill-formed subject", forged().claim("sub", "account#" + people.alice().account()).genuine());
    all.put("no device", forged().withoutClaim("device").genuine());
    all.put("ill-formed device", forged().claim("device", "device#").genuine());
    all.put("no session", forged().withoutClaim("sid").genuine());
    all.put("session is an object", forged().claim("sid", Map.of("a", 1)).genuine());
  }

  private static void byForm(Map<String, String> all) {
    var token = people.alice().accessToken();
    all.put("truncated by one", token.substring(0, token.length() - 1));
    all.put("truncated by half", token.substring(0, token.length() / 2));
    all.put("without its signature", token.substring(0, token.lastIndexOf('.')));
    all.put("without its signature but the dot", token.substring(0, token.lastIndexOf('.') + 1));
    all.put("with a fourth part", token + ".AAAA");
    all.put("as five parts", token + ".AAAA.AAAA");
    all.put("with padding", token + "==");
    all.put("not a token", "x");
    all.put("dots", "..");
    all.put("the refresh token", people.alice().refreshToken());
    all.put("the provider's token",
        FirebasePhone.idToken(Cloud.running().settings(), Cloud.running().newPhoneNumber()));
  }

  private static Forged forged() {
    return Forged.as(people.alice());
  }

  private static String signature() {
    var token = people.alice().accessToken();
    return token.substring(token.lastIndexOf('.') + 1);
  }

  private static byte[] point(byte[] der) {
    return java.util.Arrays.copyOfRange(der, der.length - 65, der.length);
  }

  private static Map<String, String> jwk(ECPublicKey key) {
    var encoded = point(key.getEncoded());
    return Map.of("kty", "EC", "crv", "P-256", "x", Forged.base64url(java.util.Arrays.copyOfRange(encoded, 1, 33)), "y",
        Forged.base64url(java.util.Arrays.copyOfRange(encoded, 33, 65)));
  }

  private static String thumbprint(Map<String, String> jwk) throws GeneralSecurityException {
    var canonical = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + jwk.get("x") + "\",\"y\":\"" + jwk.get("y") + "\"}";
    return Forged.base64url(
        MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8)));
  }
}
