package app.culver.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.LocalAws;
import app.culver.aws.gateway.TestEvent;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.Bytes;
import app.culver.core.account.PhoneNumber;
import app.culver.core.memory.DeviceKeys;
import app.culver.core.session.IdToken;
import app.culver.core.session.PresentedToken;
import app.culver.core.session.ProvenNumber;
import app.culver.core.session.RefreshToken;
import app.culver.core.session.SignIn;
import app.culver.core.signature.Signature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The function by the gateway's events, on DynamoDB Local and the KMS stand-in. */
abstract class SessionsFixture {
  static final String AUDIENCE = "urn:culver:local";

  static LocalAws aws;
  static Map<String, String> numbers;
  static SessionsHandler handler;

  final String number = "+4917" + ThreadLocalRandom.current().nextLong(10_000_000, 99_999_999);
  final DeviceKeys keys = new DeviceKeys();

  @BeforeAll
  static void start() {
    aws = new LocalAws();
    numbers = new ConcurrentHashMap<>();
    handler = new SessionsHandler(Ports.of(aws.environment("SessionsFunction"), aws.clients("SessionsFunction"),
        token -> Optional.ofNullable(numbers.get(token.value())).map(PhoneNumber::new)
            .map(number -> new ProvenNumber(number, aws.instant())),
        aws));
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }

  static TestEvent signInEvent(String number, DeviceKeys keys) {
    String idToken = UUID.randomUUID().toString();
    numbers.put(idToken, number);
    TestEvent event = TestEvent.of("sessions", "sign-in");
    ObjectNode body = event.body();
    body.put("idToken", idToken).put("proof", base64(keys
        .sign(SignIn.proof(AUDIENCE, new IdToken(idToken), keys.signingKey(), keys.sealingKey())).bytes()));
    body.withObject("device").put("signingKey", base64(keys.signingKey().bytes())).put("sealingKey",
        base64(keys.sealingKey().bytes()));
    return event.body(body.toString());
  }

  JsonNode signIn() {
    Answer answer = signInEvent(number, keys).to(handler);
    assertThat(answer.status()).isEqualTo(201);
    return answer.body();
  }

  static TestEvent refreshEvent(String token, Signature signature) {
    TestEvent event = TestEvent.of("sessions", "refresh-session");
    return event
        .body(event.body().put("refreshToken", token).put("signature", base64(signature.bytes())).toString());
  }

  Answer refresh(String token, DeviceKeys keys) {
    byte[] proof = RefreshToken.parse(new PresentedToken(token)).orElseThrow().proof(AUDIENCE);
    return refreshEvent(token, keys.sign(proof)).to(handler);
  }

  static Answer signOut(String accessToken) {
    return TestEvent.of("sessions", "sign-out").token(accessToken).to(handler);
  }

  static void connect(JsonNode session, String connection) {
    aws.dynamo()
        .updateItem(update -> update.tableName(aws.table("AccountsTable"))
            .key(Map.of("account", AttributeValue.fromS(session.path("account").asText()), "item",
                AttributeValue.fromS("device#" + session.path("device").asText())))
            .updateExpression("set #connection = :connection, connectedAt = :at")
            .expressionAttributeNames(Map.of("#connection", "connection")).expressionAttributeValues(
                Map.of(":connection", AttributeValue.fromS(connection), ":at", AttributeValue.fromN("1"))));
  }

  static Map<String, AttributeValue> row(JsonNode session) {
    return aws.dynamo()
        .getItem(get -> get.tableName(aws.table("AccountsTable"))
            .key(Map.of("account", AttributeValue.fromS(session.path("account").asText()), "item",
                AttributeValue.fromS("device#" + session.path("device").asText()))))
        .item();
  }
}
