package app.culver.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.concurrent.Pending;
import app.culver.core.memory.DeviceKeys;
import app.culver.core.signature.Signature;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Renewing tokens. */
class RefreshTest extends SessionsFixture {
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
}
