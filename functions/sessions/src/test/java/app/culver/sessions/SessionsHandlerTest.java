package app.culver.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.LocalAws;
import app.culver.aws.gateway.TestEvent;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.Bytes;
import app.culver.core.account.PhoneNumber;
import app.culver.core.concurrent.Pending;
import app.culver.core.memory.DeviceKeys;
import app.culver.core.session.IdToken;
import app.culver.core.session.PresentedToken;
import app.culver.core.session.RefreshToken;
import app.culver.core.session.SignIn;
import app.culver.core.signature.Signature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The function by the gateway's events, on DynamoDB Local and the KMS stand-in. */
class SessionsHandlerTest {
  private static final String AUDIENCE = "urn:culver:local";

  private static LocalAws aws;
  private static Map<String, String> numbers;
  private static SessionsHandler handler;

  private final String number = "+4917" + ThreadLocalRandom.current().nextLong(10_000_000, 99_999_999);
  private final DeviceKeys keys = new DeviceKeys();

  @BeforeAll
  static void start() {
    aws = new LocalAws();
    numbers = new ConcurrentHashMap<>();
    handler = new SessionsHandler(Services.of(aws.environment("SessionsFunction"), aws.clients("SessionsFunction"),
        token -> Optional.ofNullable(numbers.get(token.value())).map(PhoneNumber::new), aws));
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }

  private static TestEvent signInEvent(String number, DeviceKeys keys) {
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

  private JsonNode signIn() {
    Answer answer = signInEvent(number, keys).to(handler);
    assertThat(answer.status()).isEqualTo(201);
    return answer.body();
  }

  private static TestEvent refreshEvent(String token, Signature signature) {
    TestEvent event = TestEvent.of("sessions", "refresh-session");
    return event
        .body(event.body().put("refreshToken", token).put("signature", base64(signature.bytes())).toString());
  }

  private Answer refresh(String token, DeviceKeys keys) {
    byte[] proof = RefreshToken.parse(new PresentedToken(token)).orElseThrow().proof(AUDIENCE);
    return refreshEvent(token, keys.sign(proof)).to(handler);
  }

  private static Answer signOut(String accessToken) {
    return TestEvent.of("sessions", "sign-out").token(accessToken).to(handler);
  }

  private static void connect(JsonNode session, String connection) {
    aws.dynamo()
        .updateItem(update -> update.tableName(aws.table("AccountsTable"))
            .key(Map.of("account", AttributeValue.fromS(session.path("account").asText()), "item",
                AttributeValue.fromS("device#" + session.path("device").asText())))
            .updateExpression("set #connection = :connection, connectedAt = :at")
            .expressionAttributeNames(Map.of("#connection", "connection")).expressionAttributeValues(
                Map.of(":connection", AttributeValue.fromS(connection), ":at", AttributeValue.fromN("1"))));
  }

  @Test
  void aSignInGivesASessionWhoseTokenTheKeySetVerifies() throws Exception {
    JsonNode session = signIn();
    assertThat(session.properties()).extracting(Map.Entry::getKey).containsExactly("account", "device", "newAccount",
        "newDevice", "accessToken", "accessTokenExpiresAt", "refreshToken", "refreshTokenExpiresAt");
    assertThat(session.path("newAccount").asBoolean()).isTrue();
    assertThat(session.path("newDevice").asBoolean()).isTrue();

    Answer keySet = TestEvent.of("sessions", "get-key-set").to(handler);
    assertThat(keySet.header("cache-control")).isEqualTo("public, max-age=300");
    JsonNode key = keySet.body().path("keys").path(0);
    assertThat(key.properties()).extracting(Map.Entry::getKey).containsExactlyInAnyOrder("kty", "crv", "x", "y", "kid",
        "use", "alg");
    SignedJWT token = SignedJWT.parse(session.path("accessToken").asText());
    assertThat(token.verify(new ECDSAVerifier(JWK.parse(key.toString()).toECKey()))).isTrue();
    assertThat(token.getHeader().getKeyID()).isEqualTo(key.path("kid").asText());
    assertThat(token.getJWTClaimsSet().getExpirationTime().getTime())
        .isEqualTo(session.path("accessTokenExpiresAt").asLong());
  }

  @Test
  void signingInAgainIsTheSameDeviceAndEndsTheSessionBefore() {
    JsonNode first = signIn();
    connect(first, "before");
    JsonNode again = signIn();

    assertThat(again.path("device")).isEqualTo(first.path("device"));
    assertThat(again.path("newDevice").asBoolean()).isFalse();
    assertThat(aws.sockets().closed("before")).isTrue();
    assertThat(signOut(first.path("accessToken").asText()).problem()).isEqualTo("session-ended");
    assertThat(signOut(again.path("accessToken").asText()).status()).isEqualTo(204);
  }

  @Test
  void aSecondDeviceIsAnnouncedToTheFirst() {
    JsonNode first = signIn();
    connect(first, "first-device");
    Answer second = signInEvent(number, new DeviceKeys()).to(handler);

    assertThat(second.body().path("account")).isEqualTo(first.path("account"));
    assertThat(aws.sockets().frames("first-device"))
        .containsExactly("{\"type\":\"devices\",\"account\":\"" + first.path("account").asText() + "\"}");
  }

  @Test
  void aConnectionThatIsGoneLosesItsPresence() {
    JsonNode first = signIn();
    connect(first, "gone");
    aws.sockets().lose("gone");
    signInEvent(number, new DeviceKeys()).to(handler);

    assertThat(row(first)).doesNotContainKey("connection");
  }

  private static Map<String, AttributeValue> row(JsonNode session) {
    return aws.dynamo()
        .getItem(get -> get.tableName(aws.table("AccountsTable"))
            .key(Map.of("account", AttributeValue.fromS(session.path("account").asText()), "item",
                AttributeValue.fromS("device#" + session.path("device").asText()))))
        .item();
  }

  @Test
  void neitherTokensNorThePhoneNumberAreStored() {
    JsonNode session = signIn();
    String tables = Stream.of("AccountsTable", "IdentifiersTable")
        .map(table -> aws.dynamo().scan(scan -> scan.tableName(aws.table(table))).items().toString())
        .reduce("", String::concat);
    String secret = new String(Base64.getUrlDecoder().decode(session.path("refreshToken").asText()),
        StandardCharsets.ISO_8859_1).substring(48);
    assertThat(tables).contains(session.path("account").asText()).doesNotContain(number, number.substring(1), secret,
        session.path("refreshToken").asText(), session.path("accessToken").asText());
    assertThat(row(session)).containsOnlyKeys("account", "item", "signingKey", "sealingKey", "addedAt", "session",
        "sessionStartedAt", "successor", "expires");
  }

  @Test
  void twelveRacersShareTenPlaces() {
    List<Answer> answers = Stream.generate(() -> signInEvent(number, new DeviceKeys())).limit(12).toList().stream()
        .map(event -> Pending.start(() -> event.to(handler))).toList().stream().map(Pending::get).toList();

    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(10);
    List<Answer> refused = answers.stream().filter(answer -> answer.status() != 201).toList();
    assertThat(refused).hasSize(2).allSatisfy(answer -> {
      assertThat(answer.problem()).isEqualTo("too-many-devices");
      assertThat(answer.body().path("limit").asInt()).isEqualTo(10);
    });
  }

  @Test
  void aWrongProofOrATokenThatProvesNothingIsRefused() {
    TestEvent event = signInEvent(number, keys);
    ObjectNode body = event.body();
    numbers.remove(body.path("idToken").asText());
    assertThat(event.to(handler).problem()).isEqualTo("sign-in-refused");
    assertThat(event.to(handler).status()).isEqualTo(401);

    TestEvent unproved = signInEvent(number, keys);
    unproved.body(unproved.body().put("proof", base64(Bytes.of(new byte[64]))).toString());
    assertThat(unproved.to(handler).problem()).isEqualTo("sign-in-refused");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "null", value = {
      "/provider | 'google' | /provider must be one of firebase",
      "/idToken | '' | /idToken must be the identity provider's token: 1 to 4,096 characters of base64url and dots",
      "/idToken | 7 | /idToken must be a string", "/idToken | null | /idToken is missing",
      "/device | {} | /device/signingKey is missing", "/device | [] | /device must be an object",
      "/proof | 'AAAA' | /proof must be a signature: 64 bytes, r and s",
      "/sender | 'x' | has a property that is not known here; known are device, idToken, proof, provider",
      "/device/d | 'x' | /device has a property that is not known here; known are sealingKey, signingKey",
      "/device/signingKey | 'AAAA' | /device/signingKey must be an uncompressed point on P-256: 65 bytes, the first one 4",
      "/device/sealingKey | 'not base64!' | /device/sealingKey must be standard base64 with padding"})
  void eachFaultOfASignInIsNamed(String pointer, String value, String fault) throws Exception {
    TestEvent event = signInEvent(number, keys);
    ObjectNode body = event.body();
    int end = pointer.lastIndexOf('/');
    ObjectNode parent = end == 0 ? body : (ObjectNode) body.at(pointer.substring(0, end));
    if (value == null) {
      parent.remove(pointer.substring(end + 1));
    } else {
      parent.set(pointer.substring(end + 1),
          new ObjectMapper().readTree(value.replace('\'', '"')));
    }
    Answer answer = event.body(body.toString()).to(handler);
    assertThat(answer.problem()).isEqualTo("invalid-request");
    assertThat(answer.fault().strip()).isEqualTo(fault);
  }

  @Test
  void badKeysAreRefusedAndNothingIsStored() {
    byte[] genuine = keys.signingKey().bytes().toArray();
    byte[] offCurve = genuine.clone();
    offCurve[64] ^= 1;
    byte[] compressed = Arrays.copyOf(genuine, 33);
    compressed[0] = 2;
    byte[] tooLong = Arrays.copyOf(genuine, 66);
    for (byte[] key : List.of(new byte[0], new byte[65], offCurve, compressed, tooLong, new byte[32], new byte[138])) {
      for (String name : List.of("signingKey", "sealingKey")) {
        TestEvent event = signInEvent(number, keys);
        ObjectNode body = event.body();
        body.withObject("device").put(name, base64(Bytes.of(key)));
        assertThat(event.body(body.toString()).to(handler).fault()).startsWith("/device/" + name + " must be an ");
      }
    }
    TestEvent same = signInEvent(number, keys);
    ObjectNode body = same.body();
    body.withObject("device").put("sealingKey", base64(keys.signingKey().bytes()));
    assertThat(same.body(body.toString()).to(handler).fault())
        .isEqualTo("/device/sealingKey must be another key than signingKey");
    assertThat(signIn().path("newAccount").asBoolean()).isTrue();
  }

  @Test
  void aRefreshGivesANewPairAndTheSameOneAgain() {
    JsonNode session = signIn();
    Answer first = refresh(session.path("refreshToken").asText(), keys);
    Answer again = refresh(session.path("refreshToken").asText(), keys);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body().properties()).extracting(Map.Entry::getKey).containsExactly("accessToken",
        "accessTokenExpiresAt", "refreshToken", "refreshTokenExpiresAt");
    assertThat(again.body().path("refreshToken")).isEqualTo(first.body().path("refreshToken"));
    assertThat(signOut(again.body().path("accessToken").asText()).status()).isEqualTo(204);
  }

  @Test
  void twentyTabsAtOnceGetTheSameSuccessor() {
    String token = signIn().path("refreshToken").asText();
    List<Answer> answers = IntStream.range(0, 20).mapToObj(_ -> Pending.start(() -> refresh(token, keys))).toList()
        .stream().map(Pending::get).toList();

    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
    assertThat(answers.stream().map(answer -> answer.body().path("refreshToken").asText()).distinct()).hasSize(1);
    assertThat(refresh(answers.getFirst().body().path("refreshToken").asText(), keys).status()).isEqualTo(200);
  }

  @Test
  void aReplayedTokenEndsTheSessionAndClosesItsSocket() {
    JsonNode session = signIn();
    String first = session.path("refreshToken").asText();
    String second = refresh(first, keys).body().path("refreshToken").asText();
    Answer third = refresh(second, keys);
    connect(session, "stolen");

    assertThat(refresh(first, keys).problem()).isEqualTo("refresh-refused");
    assertThat(aws.sockets().closed("stolen")).isTrue();
    assertThat(refresh(third.body().path("refreshToken").asText(), keys).problem()).isEqualTo("refresh-refused");
    assertThat(signOut(third.body().path("accessToken").asText()).problem()).isEqualTo("session-ended");
  }

  @Test
  void aTokenSignedByAnotherDeviceEndsTheSession() {
    JsonNode session = signIn();
    assertThat(refresh(session.path("refreshToken").asText(), new DeviceKeys()).problem())
        .isEqualTo("refresh-refused");
    assertThat(refresh(session.path("refreshToken").asText(), keys).problem()).isEqualTo("refresh-refused");
    assertThat(signOut(session.path("accessToken").asText()).problem()).isEqualTo("session-ended");
  }

  @Test
  void anUnknownTokenIsRefusedAndAnIllFormedOneIsInvalid() {
    Signature any = keys.sign(new byte[0]);
    assertThat(refreshEvent("A".repeat(107), any).to(handler).problem()).isEqualTo("refresh-refused");
    assertThat(refreshEvent("AAAA", any).to(handler).problem()).isEqualTo("refresh-refused");
    for (String token : List.of("", "a.b.c", "a#b", "A".repeat(513), "A\u0000")) {
      assertThat(refreshEvent(token, any).to(handler).fault()).startsWith("/refreshToken must be ");
    }
  }

  @Test
  void signingOutRemovesTheDeviceAndClosesItsSocket() {
    JsonNode first = signIn();
    JsonNode second = signInEvent(number, new DeviceKeys()).to(handler).body();
    connect(first, "signed-out");
    connect(second, "stays");

    assertThat(signOut(first.path("accessToken").asText()).status()).isEqualTo(204);
    assertThat(row(first)).isEmpty();
    assertThat(aws.sockets().closed("signed-out")).isTrue();
    assertThat(aws.sockets().frames("stays")).hasSize(1);
    assertThat(signOut(first.path("accessToken").asText()).problem()).isEqualTo("session-ended");
    assertThat(refresh(first.path("refreshToken").asText(), keys).problem()).isEqualTo("refresh-refused");
  }

  @Test
  void withoutAnAccessTokenOrWithAnyOtherNobodySignsOut() {
    JsonNode session = signIn();
    assertThat(TestEvent.of("sessions", "sign-out").without("authorization").to(handler).problem())
        .isEqualTo("unauthenticated");
    for (String token : List.of("x", session.path("refreshToken").asText(),
        session.path("accessToken").asText() + "A")) {
      Answer answer = signOut(token);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.problem()).isEqualTo("unauthenticated");
      assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
    }
    Instant before = aws.instant();
    aws.at(before.plus(Duration.ofMinutes(15)));
    assertThat(signOut(session.path("accessToken").asText()).problem()).isEqualTo("unauthenticated");
    aws.at(before);
    assertThat(signOut(session.path("accessToken").asText()).status()).isEqualTo(204);
  }

  @Test
  void theDailyCallIsAnsweredAndTouchesNothing() {
    assertThat(TestEvent.of("sessions", "keep-alive").to(handler).status()).isEqualTo(200);
  }

  @Test
  void primingNeedsNothingButWhatTheRoleAllows() {
    Services services = Services.of(aws.environment("SessionsFunction"), aws.clients("SessionsFunction"), _ -> Optional.empty(), aws);
    services.prime();
    assertThat(services.keys().all()).hasSize(1);
  }
}
