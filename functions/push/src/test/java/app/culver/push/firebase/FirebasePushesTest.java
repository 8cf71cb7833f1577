package app.culver.push.firebase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.core.device.PushToken;
import app.culver.core.push.Pushed;
import app.culver.local.fcm.Answer;
import app.culver.local.fcm.FcmStub;
import app.culver.local.server.LoopbackServer;
import app.culver.local.server.WebHandler;
import app.culver.local.server.WebResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.Retryable;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real firebase-admin against the stub of FCM. */
class FirebasePushesTest {
  private static final PushToken TOKEN = new PushToken("cAtO3Ng1QkS8l2bXo4TzUe");
  private static final Duration SHORT = Duration.ofMillis(300);

  private final FcmStub stub = new FcmStub();
  private final LoopbackServer server = LoopbackServer.start("fcm", 0, stub);
  private final FirebasePushes pushes = pushes(server.uri(), Duration.ofSeconds(20));

  @AfterEach
  void close() {
    server.close();
  }

  private static FirebasePushes pushes(URI fcm, Duration patience) {
    return pushes(fcm, credentials(), patience);
  }

  /** Those of an account that Google knows. */
  private static GoogleCredentials credentials() {
    return new GoogleCredentials() {
      @Override
      public AccessToken refreshAccessToken() {
        return new AccessToken("any", new Date(Long.MAX_VALUE));
      }
    };
  }

  private static FirebasePushes pushes(URI fcm, GoogleCredentials credentials, Duration patience) {
    var transport = new NetHttpTransport.Builder()
        .setConnectionFactory(url -> (HttpURLConnection) fcm.resolve(url.getFile()).toURL().openConnection()).build();
    return new FirebasePushes(() -> FirebasePushes.options("culver-local", transport, credentials), patience);
  }

  /** The message that the contract tells clients of. */
  private static ObjectNode told() throws IOException {
    String page = Files.readString(Path.of(System.getProperty("culver.root"), "contract/README.md"));
    String section = page.substring(page.indexOf("## Push"));
    return (ObjectNode) new ObjectMapper()
        .readTree(
            section.substring(section.indexOf("```json") + 7, section.indexOf("```\n", section.indexOf("```json"))));
  }

  @Test
  void whatIsSentIsWhatTheContractTells() throws IOException {
    assertThat(pushes.wake(TOKEN)).isEqualTo(new Pushed.Sent());

    JsonNode message = stub.pushes().getFirst().message();
    assertThat(message).isEqualTo(told().put("fid", TOKEN.value()));
    assertThat(stub.pushes().getFirst().parent()).isEqualTo("projects/culver-local");
  }

  @Test
  void aRegistrationTokenIsSentAsOne() throws IOException {
    String token = TOKEN.value() + ":APA91bGxTq9Lr0v2k";
    assertThat(pushes.wake(new PushToken(token))).isEqualTo(new Pushed.Sent());

    assertThat(stub.pushes().getFirst().message()).isEqualTo(told().put("token", token));
  }

  @Test
  void aTokenThatIsGoneIsUnregistered() {
    stub.answer(_ -> new Answer.Unregistered());
    assertThat(pushes.wake(TOKEN)).isEqualTo(new Pushed.Unregistered());
  }

  @Test
  void anExceededQuotaIsForLater() {
    stub.answer(_ -> new Answer.QuotaExceeded(Duration.ofSeconds(90)));

    assertThat(pushes.wake(TOKEN)).isEqualTo(new Pushed.Later(Duration.ofSeconds(90)));
    assertThat(stub.pushes()).hasSize(1);
  }

  @Test
  void anOverloadIsForLaterWithoutALongWait() {
    stub.answer(_ -> new Answer.Unavailable());

    assertThat(pushes(server.uri(), SHORT).wake(TOKEN)).isEqualTo(new Pushed.Later(Duration.ZERO));
  }

  @Test
  void theLibraryDoesNotWaitForAsLongAsFcmWants() {
    assertThat(wake(_ -> error(503, "UNAVAILABLE", "UNAVAILABLE").with("retry-after", "50"), SHORT))
        .isEqualTo(new Pushed.Later(Duration.ofSeconds(50)));
  }

  @Test
  void oneThatHangsIsForLater() {
    var released = new CountDownLatch(1);
    stub.answer(_ -> new Answer.Hang(released));
    try {
      assertThat(pushes(server.uri(), SHORT).wake(TOKEN)).isEqualTo(new Pushed.Later(Duration.ZERO));
    } finally {
      released.countDown();
    }
  }

  @Test
  void nobodyAtTheOtherEndIsForLater() {
    server.close();
    assertThat(pushes(server.uri(), SHORT).wake(TOKEN)).isEqualTo(new Pushed.Later(Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({"403,PERMISSION_DENIED,SENDER_ID_MISMATCH", "400,INVALID_ARGUMENT,INVALID_ARGUMENT"})
  void whatWillNeverBeTakenIsRefused(int status, String canonical, String code) {
    assertThat(wake(_ -> error(status, canonical, code), SHORT)).isEqualTo(new Pushed.Refused(code));
  }

  @Test
  void aCertificateOfApplesThatDoesNotHoldIsTheOperatorsFault() {
    assertThat(wake(_ -> error(403, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR"), SHORT))
        .isEqualTo(new Pushed.Misconfigured("THIRD_PARTY_AUTH_ERROR"));
  }

  @ParameterizedTest
  @CsvSource({"401,UNAUTHENTICATED", "403,PERMISSION_DENIED", "404,NOT_FOUND"})
  void credentialsOrAProjectThatGoogleDoesNotTakeAreTheOperatorsFault(int status, String reason) {
    assertThat(wake(_ -> WebResponse.json(status, "{\"error\":{\"status\":\"" + reason + "\"}}"), SHORT))
        .isEqualTo(new Pushed.Misconfigured(reason));
  }

  @ParameterizedTest
  @CsvSource({"500,INTERNAL,INTERNAL", "503,UNAVAILABLE,UNAVAILABLE"})
  void whatPassesIsForLater(int status, String canonical, String code) {
    assertThat(wake(_ -> error(status, canonical, code), SHORT)).isEqualTo(new Pushed.Later(Duration.ZERO));
    assertThat(wake(_ -> WebResponse.json(status, "<html>"), SHORT)).isEqualTo(new Pushed.Later(Duration.ZERO));
  }

  @Test
  void aRetryAfterThatIsNoNumberIsPassedOver() {
    assertThat(wake(_ -> error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED").with("retry-after", "tomorrow"), SHORT))
        .isEqualTo(new Pushed.Later(Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aServiceAccountThatGetsNoAccessTokenIsTheOperatorsFaultUnlessThatPasses(boolean passes) {
    var credentials = new GoogleCredentials() {
      @Override
      public AccessToken refreshAccessToken() throws IOException {
        throw new Refusal(passes);
      }
    };
    assertThat(pushes(server.uri(), credentials, Duration.ofSeconds(20)).wake(TOKEN))
        .isEqualTo(passes ? new Pushed.Later(Duration.ZERO) : new Pushed.Misconfigured("CREDENTIALS"));
  }

  @Test
  void aServiceAccountThatCannotBeReadIsReadAgainTheNextTime() {
    var reads = new AtomicInteger();
    var pushes = new FirebasePushes(() -> {
      if (reads.incrementAndGet() == 1) {
        throw new IllegalStateException("not yet");
      }
      return FirebasePushes.options("culver-local", new NetHttpTransport.Builder().setConnectionFactory(
          url -> (HttpURLConnection) server.uri().resolve(url.getFile()).toURL().openConnection()).build(),
          credentials());
    }, Duration.ofSeconds(20));

    assertThatThrownBy(() -> pushes.wake(TOKEN)).hasMessage("not yet");
    assertThat(pushes.wake(TOKEN)).isEqualTo(new Pushed.Sent());
    assertThat(pushes.wake(TOKEN)).isEqualTo(new Pushed.Sent());
    assertThat(reads).hasValue(2);
  }

  private static Pushed wake(WebHandler fcm, Duration patience) {
    try (var other = LoopbackServer.start("other-fcm", 0, fcm)) {
      return pushes(other.uri(), patience).wake(TOKEN);
    }
  }

  private static WebResponse error(int status, String canonical, String code) {
    return WebResponse.json(status,
        "{\"error\":{\"code\":%d,\"status\":\"%s\",\"details\":[{\"@type\":\"%s\",\"errorCode\":\"%s\"}]}}".formatted(
            status, canonical, "type.googleapis.com/google.firebase.fcm.v1.FcmError", code));
  }

  /** As Google's library tells that there is no access token. */
  private static final class Refusal extends IOException implements Retryable {
    private final boolean retryable;

    Refusal(boolean retryable) {
      super("invalid_grant");
      this.retryable = retryable;
    }

    @Override
    public boolean isRetryable() {
      return retryable;
    }

    @Override
    public int getRetryCount() {
      return 0;
    }
  }
}
