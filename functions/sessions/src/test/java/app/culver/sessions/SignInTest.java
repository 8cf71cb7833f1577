package app.culver.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.gateway.TestEvent;
import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.concurrent.Pending;
import app.culver.core.memory.DeviceKeys;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Signing in, and out again. */
class SignInTest extends SessionsFixture {
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
    Ports ports = Ports.of(aws.environment("SessionsFunction"), aws.clients("SessionsFunction"),
        _ -> Optional.empty(), aws);
    ports.prime();
    assertThat(ports.basis().keys().all()).hasSize(1);
  }
}
