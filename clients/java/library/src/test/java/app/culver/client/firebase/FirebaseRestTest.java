package app.culver.client.firebase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.client.CulverException;
import app.culver.client.CulverException.SignInFailed;
import app.culver.client.Settings;
import app.culver.client.transport.Http;
import app.culver.client.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirebaseRestTest {
  private final List<Http.Request> requests = new ArrayList<>();
  private int status = 200;
  private String body = "{}";
  private final FirebaseRest emulated = new FirebaseRest(this::answer,
      new Settings.Firebase("demo", "key", Optional.of("127.0.0.1:9099")));

  private CompletableFuture<Http.Answer> answer(Http.Request request) {
    requests.add(request);
    return CompletableFuture.completedFuture(new Http.Answer(status, body.getBytes(StandardCharsets.UTF_8),
        Optional.empty(), Optional.empty()));
  }

  @Test
  void aCodeIsSentAndConfirmedByTheEmulator() throws Exception {
    body = "{\"sessionInfo\":\"s1\"}";
    assertThat(emulated.sendCode("+4915112345678", Optional.empty()).get()).isEqualTo("s1");
    assertThat(requests.get(0).url()).isEqualTo(
        "http://127.0.0.1:9099/identitytoolkit.googleapis.com/v1/accounts:sendVerificationCode?key=key");
    body = "{\"verificationCodes\":[{\"sessionInfo\":\"s0\",\"code\":\"1\"},{\"sessionInfo\":\"s1\",\"code\":\"2\"}]}";
    assertThat(emulated.fromEmulator("s1").get()).contains("2");
    body = "{\"idToken\":\"t\"}";
    assertThat(emulated.confirm("s1", "2").get()).isEqualTo("t");
    assertThat(Json.parse(requests.get(2).body().orElseThrow()).get("code").asText()).isEqualTo("2");
  }

  @Test
  void withoutAnEmulatorGoogleIsAskedWithTheProofItWants() throws Exception {
    var real = new FirebaseRest(this::answer, new Settings.Firebase("demo", "key", Optional.empty()));
    body = "{\"sessionInfo\":\"s1\"}";
    real.sendCode("+4915112345678", Optional.of("proof")).get();
    assertThat(requests.get(0).url()).startsWith("https://identitytoolkit.googleapis.com/v1/accounts:");
    assertThat(Json.parse(requests.get(0).body().orElseThrow()).get("recaptchaToken").asText()).isEqualTo("proof");
    assertThat(real.fromEmulator("s1").get()).isEmpty();
  }

  @Test
  void whatIsNoPhoneNumberIsNotSent() {
    assertThatThrownBy(() -> emulated.sendCode("0151 12345678", Optional.empty()))
        .isInstanceOf(SignInFailed.class);
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"INVALID_CODE,WRONG_CODE", "SESSION_EXPIRED,CODE_EXPIRED", "TOO_SHORT : Too short.,INVALID_PHONE_NUMBER",
      "QUOTA_EXCEEDED : Slow down.,TOO_MANY_ATTEMPTS", "CAPTCHA_CHECK_FAILED,APP_NOT_VERIFIED",
      "OPERATION_NOT_ALLOWED,OTHER"})
  void refusalsHaveReasons(String message, SignInFailed.Reason reason) {
    status = 400;
    body = "{\"error\":{\"code\":400,\"message\":\"" + message + "\"}}";
    assertThatThrownBy(() -> emulated.confirm("s", "1").get()).isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(SignInFailed.class).rootCause()
        .extracting(failure -> ((SignInFailed) failure).reason()).isEqualTo(reason);
  }

  @Test
  void aBrokenProviderIsUnreachable() {
    status = 502;
    body = "<html>";
    assertThatThrownBy(() -> emulated.confirm("s", "1").get())
        .hasRootCauseInstanceOf(app.culver.client.wire.MalformedException.class)
        .hasCauseInstanceOf(CulverException.Unreachable.class);
  }
}
