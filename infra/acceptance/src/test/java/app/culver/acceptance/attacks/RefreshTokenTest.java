package app.culver.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Answer;
import app.culver.acceptance.support.Cloud;
import app.culver.acceptance.support.RawDevice;
import app.culver.client.crypto.Proofs;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A refresh token is worth something to its device alone, and once. */
class RefreshTokenTest {
  private final RawDevice device = Cloud.running().newDevice();

  @Test
  void aSpentTokenEndsTheSessionAndClosesItsSocket() {
    try (var socket = device.online()) {
      var spent = device.refreshRequest();
      device.refresh();
      device.refresh();

      refresh(spent).expectProblem(401, "refresh-refused");

      expectEnded();
      socket.awaitClose();
    }
  }

  @Test
  void aRightTokenWithTheSignatureOfAnotherDeviceEndsTheSession() {
    var thief = Cloud.running().newDevice();
    var request = device.refreshRequest().put("signature",
        RawDevice.base64(Proofs.refresh(thief.keys(), device.settings().issuer(), device.refreshToken())));

    refresh(request).expectProblem(401, "refresh-refused");

    expectEnded();
    thief.get("/v1/account").expect(200);
  }

  @Test
  void aRightTokenWithAnEmptySignatureEndsTheSession() {
    refresh(device.refreshRequest().put("signature", RawDevice.base64(new byte[64])))
        .expectProblem(401, "refresh-refused");

    expectEnded();
  }

  /** A signature that was made for another deployment, which its operator may have seen. */
  @Test
  void aRightTokenWithASignatureForAnotherAudienceEndsTheSession() {
    refresh(device.refreshRequest().put("signature",
        RawDevice.base64(Proofs.refresh(device.keys(), "urn:culver:other", device.refreshToken()))))
        .expectProblem(401, "refresh-refused");

    expectEnded();
  }

  /** It is no request at all; so nobody can end a session by leaving something out. */
  @Test
  void aRightTokenWithoutASignatureIsInvalid() {
    Nothing.changesBy(() -> refresh(device.refreshRequest().without(java.util.List.of("signature")))
        .expectProblem(400, "invalid-request"));
  }

  @Test
  void aTokenThatWasNeverGivenEndsNothing() {
    for (var token : new String[]{"x", device.refreshToken() + "A", "A" + device.refreshToken(),
        device.refreshToken().substring(1),
        device.accessToken().split("[.]")[1],
        device.account().value()}) {
      Nothing.changesBy(() -> refresh(RawDevice.object().put("refreshToken", token).put("signature",
          RawDevice.base64(new byte[64]))).expectProblem(401, "refresh-refused"));
    }
    device.refresh();
  }

  @Test
  void twentyTabsAtOnceGetTheSameSuccessorAndNobodyIsSignedOut() throws Exception {
    var request = device.refreshRequest();
    try (var tabs = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = tabs
          .invokeAll(IntStream.range(0, 20).<Callable<JsonNode>>mapToObj(tab -> () -> refresh(request).expect(200))
              .toList());
      var tokens = answers.stream().map(answer -> answer.resultNow().path("refreshToken").asText()).distinct().toList();
      assertThat(tokens).hasSize(1);
      device.take(answers.getLast().resultNow());
    }
    device.get("/v1/account").expect(200);
    device.refresh();
  }

  @Test
  void aLostAnswerIsGotHoursLater() {
    var request = device.refreshRequest();
    var lost = refresh(request).expect(200);
    Cloud.running().clock().advance(Duration.ofHours(5));

    var again = refresh(request).expect(200);

    assertThat(again.path("refreshToken").asText()).isEqualTo(lost.path("refreshToken").asText());
    assertThat(again.path("accessToken").asText()).isNotEqualTo(lost.path("accessToken").asText());
    device.take(again);
    device.get("/v1/account").expect(200);
  }

  @Test
  void anAccessTokenEndsAfterAQuarterOfAnHour() {
    Cloud.running().clock().advance(Duration.ofMinutes(14));
    device.get("/v1/account").expect(200);

    Cloud.running().clock().advance(Duration.ofMinutes(2));

    device.get("/v1/account").expectProblem(401, "unauthenticated");
    device.refresh();
    device.get("/v1/account").expect(200);
  }

  @Test
  void aDeviceThatWasNotUsedForThirtyDaysIsGone() {
    Cloud.running().clock().advance(Duration.ofDays(30).minusMinutes(1));
    device.refresh();
    Cloud.running().clock().advance(Duration.ofDays(30).plusMinutes(1));

    refresh(device.refreshRequest()).expectProblem(401, "refresh-refused");
  }

  private void expectEnded() {
    device.get("/v1/account").expectProblem(401, "session-ended");
    refresh(device.refreshRequest()).expectProblem(401, "refresh-refused");
  }

  private Answer refresh(JsonNode request) {
    return RawDevice.post(device.settings(), "/v1/sessions/refresh", request);
  }
}
