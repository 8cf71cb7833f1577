package app.culver.local.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.clock.CloudClock;
import app.culver.local.server.LoopbackServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** @see <a href="https://firebase.google.com/docs/reference/rest/auth">Firebase Auth REST API</a> */
class FirebaseStandInTest {
  private static final String PHONE = "+4915112345678";

  private final CloudClock clock = CloudClock.manual(Instant.parse("2026-11-23T09:00:00Z"));
  private final List<SentCode> sms = new ArrayList<>();
  private final LoopbackServer server = start(Optional.empty());
  private final FirebaseClient client = new FirebaseClient(server.uri());

  private LoopbackServer start(Optional<Path> folder) {
    return LoopbackServer.start("firebase", 0, new FirebaseStandIn("culver-local", folder, clock, sms::add));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aPhoneSignsInWithTheCodeThatItWasSent() {
    var sent = client.sendCode(PHONE);
    assertThat(sms).hasSize(1);
    assertThat(sms.getFirst().phoneNumber()).isEqualTo(PHONE);
    assertThat(sms.getFirst().code()).matches("\\d{6}");

    var signedIn = client.signIn(sent.text("sessionInfo"), sms.getFirst().code());

    assertThat(signedIn.status()).isEqualTo(200);
    assertThat(signedIn.text("phoneNumber")).isEqualTo(PHONE);
    assertThat(signedIn.body().get("isNewUser").asBoolean()).isTrue();
    assertThat(signedIn.text("expiresIn")).isEqualTo("3600");
    assertThat(claims(signedIn.text("idToken")))
        .isEqualTo("""
            {"iss":"https://securetoken.google.com/culver-local","aud":"culver-local","auth_time":1795424400,\
            "iat":1795424400,"exp":1795428000,"sub":"UID","user_id":"UID","phone_number":"+4915112345678",\
            "firebase":{"sign_in_provider":"phone","identities":{"phone":["+4915112345678"]}}}"""
            .replace("UID", signedIn.text("localId")));
  }

  @Test
  void theSamePhoneIsTheSameAccountAndAnotherIsAnother() {
    var first = signIn(PHONE);
    var again = signIn(PHONE);
    var other = signIn("+4915187654321");

    assertThat(again.text("localId")).isEqualTo(first.text("localId")).hasSize(28);
    assertThat(again.body().get("isNewUser").asBoolean()).isFalse();
    assertThat(other.text("localId")).isNotEqualTo(first.text("localId"));
  }

  @Test
  void accountsOutliveARestartWhenAFolderIsGiven(@TempDir Path folder) {
    String uid;
    String refreshToken;
    try (var before = start(Optional.of(folder))) {
      var signedIn = signIn(new FirebaseClient(before.uri()), PHONE);
      uid = signedIn.text("localId");
      refreshToken = signedIn.text("refreshToken");
    }

    try (var after = start(Optional.of(folder))) {
      var restarted = new FirebaseClient(after.uri());
      assertThat(signIn(restarted, PHONE).text("localId")).isEqualTo(uid);
      assertThat(refresh(restarted, refreshToken).text("user_id")).isEqualTo(uid);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "invalid", "4915112345678", "+0123456789", "+49 151 12345678", "+123456789012345678"})
  void whatIsNoPhoneNumberGetsNoCode(String phone) {
    var answer = client.sendCode(phone);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("INVALID_PHONE_NUMBER : Invalid format.");
    assertThat(sms).isEmpty();
  }

  @Test
  void aWrongCodeIsRefusedAndTheRightOneStillCounts() {
    var session = client.sendCode(PHONE).text("sessionInfo");
    var code = sms.getFirst().code();

    var wrong = client.signIn(session, code + "1");

    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.error()).isEqualTo("INVALID_CODE");
    assertThat(client.signIn(session, code).status()).isEqualTo(200);
  }

  @Test
  void aCodeCountsOnceAndForItsOwnSessionOnly() {
    var session = client.sendCode(PHONE).text("sessionInfo");
    var code = sms.getFirst().code();

    assertThat(client.signIn("made-up", code).error()).isEqualTo("INVALID_SESSION_INFO");
    assertThat(client.signIn(session, code).status()).isEqualTo(200);
    assertThat(client.signIn(session, code).error()).isEqualTo("INVALID_SESSION_INFO");
  }

  @Test
  void aCodeExpires() {
    var session = client.sendCode(PHONE).text("sessionInfo");
    clock.advance(Duration.ofMinutes(11));

    assertThat(client.signIn(session, sms.getFirst().code()).error()).isEqualTo("SESSION_EXPIRED");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(client.signIn("", "123456").error()).isEqualTo("MISSING_SESSION_INFO");
    assertThat(client.signIn("something", "").error()).isEqualTo("MISSING_CODE");
    assertThat(client.post("/identitytoolkit.googleapis.com/v1/accounts:sendVerificationCode", "{}").status())
        .as("no API key").isEqualTo(403);
    assertThat(client.post("/identitytoolkit.googleapis.com/v1/accounts:sendVerificationCode?key=any", "no").status())
        .isEqualTo(400);
    assertThat(client.get("/elsewhere").status()).isEqualTo(404);
  }

  /** https://firebase.google.com/docs/reference/rest/auth#section-get-account-info */
  @Test
  void anAccountCanBeLookedUpByItsOwnToken() {
    var signedIn = signIn(PHONE);
    var path = "/identitytoolkit.googleapis.com/v1/accounts:lookup?key=any";

    var user = client.post(path, "{\"idToken\":\"" + signedIn.text("idToken") + "\"}").body().at("/users/0");
    assertThat(user.get("localId").asText()).isEqualTo(signedIn.text("localId"));
    assertThat(user.get("phoneNumber").asText()).isEqualTo(PHONE);
    assertThat(user.at("/providerUserInfo/0/providerId").asText()).isEqualTo("phone");

    assertThat(client.post(path, "{\"idToken\":\"a.b.c\"}").error()).isEqualTo("INVALID_ID_TOKEN");
    clock.advance(Duration.ofHours(2));
    assertThat(client.post(path, "{\"idToken\":\"" + signedIn.text("idToken") + "\"}").error())
        .isEqualTo("INVALID_ID_TOKEN");
  }

  /** https://firebase.google.com/docs/reference/rest/auth#section-refresh-token */
  @Test
  void aRefreshTokenGivesALaterIdToken() {
    var signedIn = signIn(PHONE);
    clock.advance(Duration.ofHours(1));

    var refreshed = refresh(client, signedIn.text("refreshToken"));

    assertThat(refreshed.status()).isEqualTo(200);
    assertThat(refreshed.text("user_id")).isEqualTo(signedIn.text("localId"));
    assertThat(refreshed.text("token_type")).isEqualTo("Bearer");
    assertThat(claims(refreshed.text("id_token"))).contains("\"auth_time\":1795424400,\"iat\":1795428000");
    assertThat(refresh(client, "made-up").error()).isEqualTo("INVALID_REFRESH_TOKEN");
  }

  @Test
  void pendingCodesCanBeReadAsFromTheEmulator() {
    var session = client.sendCode(PHONE).text("sessionInfo");

    var codes = client.get("/emulator/v1/projects/culver-local/verificationCodes").body().get("verificationCodes");

    assertThat(codes).hasSize(1);
    assertThat(codes.get(0).get("sessionInfo").asText()).isEqualTo(session);
    assertThat(codes.get(0).get("phoneNumber").asText()).isEqualTo(PHONE);
    assertThat(codes.get(0).get("code").asText()).isEqualTo(sms.getFirst().code());
  }

  @Test
  void noReCaptchaIsAskedFor() {
    assertThat(client.get("/identitytoolkit.googleapis.com/v1/recaptchaParams?key=any").body().has("recaptchaSiteKey"))
        .isTrue();
    assertThat(client.get("/identitytoolkit.googleapis.com/v2/recaptchaConfig?key=any&version=RECAPTCHA_ENTERPRISE")
        .body().at("/recaptchaEnforcementState/0/enforcementState").asText()).isEqualTo("OFF");
  }

  @Test
  void itSaysThatItIsAStandIn() {
    assertThat(client.get("/").text("standIn")).contains("not Firebase");
  }

  @Test
  void aWebClientOfAnotherOriginIsLetIn() {
    var path = server.uri() + "/identitytoolkit.googleapis.com/v1/accounts:sendVerificationCode?key=any";
    var preflight = client.raw(HttpRequest.newBuilder(URI.create(path)).header("Origin", "http://127.0.0.1:5173")
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "content-type,x-client-version")
        .method("OPTIONS", BodyPublishers.noBody()).build());

    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("access-control-allow-origin")).contains("*");
    assertThat(preflight.headers().firstValue("access-control-allow-headers"))
        .contains("content-type,x-client-version");
  }

  private FirebaseClient.Answer signIn(String phone) {
    return signIn(client, phone);
  }

  private FirebaseClient.Answer signIn(FirebaseClient at, String phone) {
    var session = at.sendCode(phone).text("sessionInfo");
    return at.signIn(session, sms.getLast().code());
  }

  private static FirebaseClient.Answer refresh(FirebaseClient at, String token) {
    return at.form("/securetoken.googleapis.com/v1/token?key=any", "grant_type=refresh_token&refresh_token=" + token);
  }

  private static String claims(String idToken) {
    var parts = idToken.split("\\.", -1);
    assertThat(new String(Base64.getUrlDecoder().decode(parts[0]))).isEqualTo("{\"alg\":\"none\",\"typ\":\"JWT\"}");
    assertThat(parts[2]).isEmpty();
    return new String(Base64.getUrlDecoder().decode(parts[1]));
  }
}
