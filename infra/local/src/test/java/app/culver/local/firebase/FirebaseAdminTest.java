package app.culver.local.firebase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.local.server.LoopbackServer;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.auth.AuthErrorCode;
import com.google.firebase.auth.FirebaseAuth;
import com.google.firebase.auth.FirebaseAuthException;
import com.google.firebase.internal.FirebaseProcessEnvironment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real firebase-admin against the stand-in, told of it by the variable that it knows for the emulator. */
class FirebaseAdminTest {
  private static final String PHONE = "+4915112345678";

  private final List<SentCode> sms = new ArrayList<>();
  private LoopbackServer server;
  private FirebaseApp app;

  @AfterEach
  void close() {
    app.delete();
    server.close();
    FirebaseProcessEnvironment.clearCache();
  }

  @BeforeEach
  void start() {
    start(InstantSource.system());
  }

  private void start(InstantSource clock) {
    server = LoopbackServer.start("firebase", 0,
        new FirebaseStandIn("culver-local", Optional.empty(), clock, sms::add));
    FirebaseProcessEnvironment.setenv("FIREBASE_AUTH_EMULATOR_HOST", server.uri().getAuthority());
    var options = FirebaseOptions.builder().setProjectId("culver-local").setHttpTransport(new NetHttpTransport())
        .setCredentials(GoogleCredentials.create(new AccessToken("unused", new Date(Long.MAX_VALUE)))).build();
    app = FirebaseApp.initializeApp(options, "stand-in");
  }

  @Test
  void anIdTokenOfTheStandInIsAccepted() throws FirebaseAuthException {
    var idToken = signIn();

    var token = FirebaseAuth.getInstance(app).verifyIdToken(idToken);

    assertThat(token.getUid()).hasSize(28);
    assertThat(token.getClaims()).containsEntry("phone_number", PHONE);
  }

  @Test
  void theCheckForRevocationAsksTheStandIn() throws FirebaseAuthException {
    var idToken = signIn();

    assertThat(FirebaseAuth.getInstance(app).verifyIdToken(idToken, true).getUid()).hasSize(28);
    assertThat(FirebaseAuth.getInstance(app).getUserByPhoneNumber(PHONE).getPhoneNumber()).isEqualTo(PHONE);
  }

  @Test
  void anExpiredIdTokenIsNot() {
    close();
    start(InstantSource.offset(InstantSource.system(), Duration.ofHours(-2)));
    var idToken = signIn();

    var refusal = catchThrowableOfType(FirebaseAuthException.class,
        () -> FirebaseAuth.getInstance(app).verifyIdToken(idToken));

    assertThat(refusal.getAuthErrorCode()).isEqualTo(AuthErrorCode.EXPIRED_ID_TOKEN);
  }

  private String signIn() {
    var client = new FirebaseClient(server.uri());
    return client.signIn(client.sendCode(PHONE).text("sessionInfo"), sms.getLast().code()).text("idToken");
  }
}
