package app.culver.acceptance.runtime;

import app.culver.acceptance.deployment.Command;
import app.culver.local.dynamo.DynamoDbLocal;
import app.culver.local.kms.KmsStandIn;
import app.culver.local.server.LoopbackServer;
import app.culver.local.server.WebResponse;
import app.culver.local.template.Deployment;
import app.culver.local.template.Template;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** What the functions call: tables, keys, and a management API to which every connection is gone. */
final class Surroundings implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int COORDINATE = 32;

  final Template template = Template.read(Command.ROOT.resolve("template.yaml"), Deployment.LOCAL,
      Map.of("FirebaseProject", "demo-culver"));
  private final DynamoDbLocal tables = DynamoDbLocal.start();
  private final KmsStandIn keys = KmsStandIn.start(template);
  private final LoopbackServer connections = LoopbackServer.start("runtime-connections", 0,
      request -> WebResponse.json(410, "{\"message\":\"Gone\"}").with("x-amzn-errortype", "GoneException"));

  Surroundings() {
    tables.createTables(template);
  }

  /** A function of the template, with the variables that it would have on AWS and the addresses that it has here. */
  RuntimeInterface start(String id, Map<String, String> more) {
    var function = template.function(id);
    var environment = new HashMap<>(function.environment());
    environment.putAll(Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL_DYNAMODB", tables.endpoint().toString(),
        "AWS_ENDPOINT_URL_KMS", keys.endpoint().toString(), "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI",
        connections.uri().toString()));
    environment.putAll(more);
    return RuntimeInterface.start(function.code(), function.handler(), environment);
  }

  /** Writes an item, in DynamoDB's JSON. */
  void put(String table, Map<String, ?> item) {
    call(tables.endpoint(), "DynamoDB_20120810.PutItem",
        Map.of("TableName", template.table(table).name(), "Item", item));
  }

  /** Reads an item, in DynamoDB's JSON. */
  JsonNode get(String table, Map<String, ?> key) {
    return call(tables.endpoint(), "DynamoDB_20120810.GetItem",
        Map.of("TableName", template.table(table).name(), "Key", key)).path("Item");
  }

  /** An access token as SessionsFunction would issue it now. */
  String accessToken(String account, String device, String session) {
    try {
      var now = Instant.now().getEpochSecond();
      var header = Map.of("typ", "at+jwt", "alg", "ES256", "kid", thumbprint());
      var claims = Map.of("iss", template.function("SessionsFunction").environment().get("TOKEN_ISSUER"), "aud",
          "culver.v1", "sub", account, "device", device, "sid", session, "iat", now, "exp", now + 900, "jti", "sample");
      var signed = base64(JSON.writeValueAsBytes(header)) + "." + base64(JSON.writeValueAsBytes(claims));
      var digest = MessageDigest.getInstance("SHA-256").digest(signed.getBytes(StandardCharsets.US_ASCII));
      var signature = call(keys.endpoint(), "TrentService.Sign", Map.of("KeyId", signingKey(), "Message", digest,
          "MessageType", "DIGEST", "SigningAlgorithm", "ECDSA_SHA_256")).path("Signature").binaryValue();
      return signed + "." + base64(concatenated(signature));
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private String signingKey() {
    return template.key("SigningKey").arn();
  }

  /** RFC 7638. */
  private String thumbprint() throws IOException, GeneralSecurityException {
    var encoded = call(keys.endpoint(), "TrentService.GetPublicKey", Map.of("KeyId", signingKey())).path("PublicKey")
        .binaryValue();
    var point = ((ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded))).getW();
    var members = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + base64(fixed(point.getAffineX())) + "\",\"y\":\""
        + base64(fixed(point.getAffineY())) + "\"}";
    return base64(MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.US_ASCII)));
  }

  /** The two numbers of a signature in DER, side by side (RFC 7518, section 3.4). */
  private static byte[] concatenated(byte[] der) {
    var lengthOfR = der[3];
    var r = fixed(new BigInteger(Arrays.copyOfRange(der, 4, 4 + lengthOfR)));
    var s = fixed(new BigInteger(Arrays.copyOfRange(der, 6 + lengthOfR, der.length)));
    var both = Arrays.copyOf(r, 2 * COORDINATE);
    System.arraycopy(s, 0, both, COORDINATE, COORDINATE);
    return both;
  }

  private static byte[] fixed(BigInteger number) {
    var bytes = number.toByteArray();
    var fixed = new byte[COORDINATE];
    var length = Math.min(bytes.length, COORDINATE);
    System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE - length, length);
    return fixed;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static JsonNode call(URI endpoint, String target, Object request) {
    try {
      var answer = HTTP.send(HttpRequest.newBuilder(endpoint).header("X-Amz-Target", target)
          .header("Content-Type", "application/x-amz-json-1.1")
          .header("Authorization",
              "AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/aws/aws4_request, SignedHeaders=host, Signature=0")
          .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request))).build(),
          HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(target + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    connections.close();
    keys.close();
    tables.close();
  }
}
