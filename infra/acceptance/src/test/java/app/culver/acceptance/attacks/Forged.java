package app.culver.acceptance.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.culver.acceptance.support.Answer;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.RawDevice;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes access tokens that are wrong in one thing alone. Header and claims begin as those of a genuine token. */
final class Forged {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HALF = 32;

  private final ObjectNode header;
  private final ObjectNode claims;

  private Forged(ObjectNode header, ObjectNode claims) {
    this.header = header;
    this.claims = claims;
  }

  /** As a device's own token. */
  static Forged as(RawDevice device) {
    var parts = device.accessToken().split("\\.");
    return new Forged(part(parts[0]), part(parts[1]));
  }

  Forged header(String name, Object value) {
    header.set(name, JSON.valueToTree(value));
    return this;
  }

  Forged claim(String name, Object value) {
    claims.set(name, JSON.valueToTree(value));
    return this;
  }

  Forged withoutClaim(String name) {
    claims.remove(name);
    return this;
  }

  Forged withoutHeader(String name) {
    header.remove(name);
    return this;
  }

  /** What would be signed. */
  String unsigned() {
    return base64url(header.toString().getBytes(UTF_8)) + "." + base64url(claims.toString().getBytes(UTF_8));
  }

  /** Signed by these bytes. */
  String signed(byte[] signature) {
    return unsigned() + "." + base64url(signature);
  }

  /** Signed by the server's own key, which only a thief of its KMS grant could do. */
  String genuine() {
    return signed(raw(genuineDer()));
  }

  /** The genuine signature in the form that JWTs do not have. */
  byte[] genuineDer() {
    var cloud = Cloud.running();
    return Base64.getDecoder().decode(kms("Sign", Map.of("KeyId", cloud.template().key("SigningKey").arn(), "Message",
        Base64.getEncoder().encodeToString(unsigned().getBytes(UTF_8)), "MessageType", "RAW", "SigningAlgorithm",
        "ECDSA_SHA_256")).path("Signature").asText());
  }

  /** Signed by a key of the attacker's own. */
  String by(KeyPair keys) throws GeneralSecurityException {
    var signer = Signature.getInstance("SHA256withECDSAinP1363Format");
    signer.initSign(keys.getPrivate());
    signer.update(unsigned().getBytes(UTF_8));
    return signed(signer.sign());
  }

  /** Signed by a shared secret. */
  String hmac(byte[] secret) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return signed(mac.doFinal(unsigned().getBytes(UTF_8)));
  }

  /** The server's public key, DER. */
  static byte[] publicKey() {
    return Base64.getDecoder().decode(kms("GetPublicKey",
        Map.of("KeyId", Cloud.running().template().key("SigningKey").arn())).path("PublicKey").asText());
  }

  static KeyPair ownKeys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] raw(byte[] der) {
    var length = der[3];
    var r = Arrays.copyOfRange(der, 4, 4 + length);
    var s = Arrays.copyOfRange(der, 6 + length, der.length);
    var raw = new byte[2 * HALF];
    copyRight(r, raw, HALF);
    copyRight(s, raw, 2 * HALF);
    return raw;
  }

  private static void copyRight(byte[] number, byte[] into, int end) {
    var length = Math.min(HALF, number.length);
    System.arraycopy(number, number.length - length, into, end - length, length);
  }

  private static com.fasterxml.jackson.databind.JsonNode kms(String operation, Map<String, String> request) {
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(
          HttpRequest.newBuilder(Cloud.running().kms()).header("X-Amz-Target", "TrentService." + operation)
              .header("Content-Type", "application/x-amz-json-1.1")
              .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request))).build(),
          HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.headers(), JSON.readTree(answer.body())).expect(200);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static ObjectNode part(String base64url) {
    try {
      return (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(base64url));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
