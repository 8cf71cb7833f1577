package app.culver.acceptance.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.FirebasePhone;
import app.culver.acceptance.support.KeyMaterial;
import app.culver.acceptance.support.RawDevice;
import app.culver.client.crypto.DeviceKeys;
import app.culver.client.crypto.Proofs;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What somebody may offer as a device's public key: bad ones, and private ones by mistake. */
class KeysTest {
  private static final DeviceKeys KEYS = DeviceKeys.generate(new SecureRandom());
  private static final String ID_TOKEN = FirebasePhone.idToken(Cloud.running().settings(),
      Cloud.running().newPhoneNumber());

  @TestFactory
  Stream<DynamicTest> isRefusedNeitherStoredNorLogged() throws GeneralSecurityException {
    return keys().entrySet().stream().flatMap(key -> Stream.of("signingKey", "sealingKey")
        .map(place -> DynamicTest.dynamicTest(key.getKey() + " as " + place, () -> {
          try (var taps = Cloud.running().record()) {
            var request = exchange();
            ((ObjectNode) request.path("device")).set(place, key.getValue());
            Nothing.changesBy(() -> {
              var problem = signIn(request).expectProblem(400, "invalid-request");
              assertThat(problem.path("errors").path(0).path("pointer").asText()).startsWith("/device/" + place);
              assertThat(problem.toString()).doesNotContain(inside(key.getValue()));
            });
            taps.awaitQuiet();
            assertThat(taps.lines()).noneMatch(line -> line.text().contains(inside(key.getValue())));
          }
        })));
  }

  @Test
  void aProofByAnotherKeyIsRefused() {
    var other = DeviceKeys.generate(new SecureRandom());
    for (var proof : List.of(Proofs.signIn(other, Cloud.running().settings().issuer(), ID_TOKEN),
        Proofs.signIn(KEYS, "urn:culver:other", ID_TOKEN),
        Proofs.signIn(KEYS, Cloud.running().settings().issuer(), "x"),
        Proofs.refresh(KEYS, Cloud.running().settings().issuer(), ID_TOKEN), new byte[64])) {
      Nothing.changesBy(
          () -> signIn(exchange().put("proof", RawDevice.base64(proof))).expectProblem(401, "sign-in-refused"));
    }
  }

  /** Otherwise whoever relays a sign-in could put a sealing key of its own beside the signing key. */
  @Test
  void aProofCoversBothKeys() {
    var other = DeviceKeys.generate(new SecureRandom());
    var request = exchange();
    ((ObjectNode) request.path("device")).put("sealingKey", other.sealingKey().base64());

    Nothing.changesBy(() -> signIn(request).expectProblem(401, "sign-in-refused"));
  }

  @Test
  void aHundredThousandAtOnceAreRefusedBeforeAnythingIsAsked() {
    var device = RawDevice.object();
    for (var index = 0; index < 100_000; index++) {
      device.put("signingKey" + index, "A");
    }
    var request = exchange();
    request.set("device", device);
    try (var taps = Cloud.running().record()) {
      Nothing.changesBy(() -> signIn(request).expectProblem(413, "too-large"));
      assertThat(taps.calls("SessionsFunction")).isEmpty();
    }
  }

  @Test
  void aTokenOfAnotherProjectOrNoneIsRefused() {
    for (var token : List.of("x", "eyJhbGciOiJub25lIn0.e30.", ID_TOKEN.substring(1), otherProject())) {
      var request = RawDevice.exchange(Cloud.running().settings(), KEYS, token);
      Nothing.changesBy(() -> signIn(request).expectProblem(401, "sign-in-refused"));
    }
  }

  private static Map<String, JsonNode> keys() throws GeneralSecurityException {
    var point = KEYS.signingKey().bytes();
    var offCurve = point.clone();
    offCurve[64] ^= 1;
    var zero = new byte[65];
    var marked = zero.clone();
    marked[0] = 4;
    var beyondField = point.clone();
    Arrays.fill(beyondField, 1, 33, (byte) 0xff);
    var pair = Forged.ownKeys();
    var all = new LinkedHashMap<String, JsonNode>();
    all.put("64 bytes", text(Arrays.copyOf(point, 64)));
    all.put("66 bytes", text(Arrays.copyOf(point, 66)));
    all.put("a compressed point", text(Arrays.copyOf(new byte[]{2}, 33)));
    all.put("a point off the curve", text(offCurve));
    all.put("coordinates beyond the field", text(beyondField));
    all.put("all zero", text(zero));
    all.put("zero as a point", text(marked));
    all.put("the point at infinity", text(new byte[1]));
    all.put("a hybrid point", text(hybrid(point)));
    all.put("SPKI", text(pair.getPublic().getEncoded()));
    all.put("a private key, PKCS 8", text(pair.getPrivate().getEncoded()));
    all.put("a private number", text(KeyMaterial.signing(KEYS)));
    all.put("a private key, PEM", TextNode.valueOf("-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----"));
    all.put("a private key, JWK", RawDevice.object().put("kty", "EC").put("crv", "P-256").put("d",
        Forged.base64url(KeyMaterial.signing(KEYS))));
    return all;
  }

  private static byte[] hybrid(byte[] point) {
    var hybrid = point.clone();
    hybrid[0] = (byte) (6 + (point[64] & 1));
    return hybrid;
  }

  /** A part that would show that it was repeated somewhere. */
  private static String inside(JsonNode key) {
    var text = key.isTextual() ? key.asText() : key.path("d").asText();
    return text.substring(0, Math.min(text.length(), 40));
  }

  private static String otherProject() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(UTF_8))
        + "." + Base64.getUrlEncoder().withoutPadding()
            .encodeToString(
                ("{\"iss\":\"https://securetoken.google.com/other\",\"aud\":\"other\",\"sub\":\"x\",\"iat\":1,"
                    + "\"exp\":99999999999,\"phone_number\":\"+13035550001\"}").getBytes(UTF_8))
        + ".";
  }

  private static ObjectNode exchange() {
    return RawDevice.exchange(Cloud.running().settings(), KEYS, ID_TOKEN);
  }

  private static app.culver.acceptance.support.Answer signIn(JsonNode request) {
    return RawDevice.post(Cloud.running().settings(), "/v1/sessions", request);
  }

  private static JsonNode text(byte[] key) {
    return TextNode.valueOf(RawDevice.base64(key));
  }
}
