package app.culver.sessions.firebase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.aws.runtime.Environment;
import app.culver.core.account.PhoneNumber;
import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.RefusedException;
import app.culver.core.session.IdToken;
import app.culver.core.session.ProvenNumber;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.testing.http.MockHttpTransport;
import com.google.api.client.testing.http.MockLowLevelHttpResponse;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real library on tokens of a Google key made here. */
class FirebaseIdentityTest {
  private static final String PROJECT = "culver-test";
  private static final Map<String, String> VARIABLES = Map.of("FIREBASE_PROJECT", PROJECT);
  private static final Map<String, String> WITH_EMULATOR = Map.of("FIREBASE_PROJECT", PROJECT,
      "FIREBASE_AUTH_EMULATOR_HOST", "127.0.0.1:1");

  private static GoogleKey google;
  private static FirebaseIdentity identity;

  @BeforeAll
  static void makeKey(@TempDir Path folder) {
    google = new GoogleKey(folder);
    identity = identity(google.transport());
  }

  private static FirebaseIdentity identity(HttpTransport transport) {
    return FirebaseIdentity.of(new Environment(VARIABLES::get), false, transport);
  }

  /** What Firebase writes after a phone sign-in. */
  private static JWTClaimsSet.Builder claims() {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder().issuer("https://securetoken.google.com/" + PROJECT).audience(PROJECT)
        .subject("uid").issueTime(Date.from(now.minusSeconds(5))).expirationTime(Date.from(now.plusSeconds(3600)))
        .claim("auth_time", now.getEpochSecond() - 5).claim("user_id", "uid")
        .claim("phone_number", "+491701234567").claim("firebase", Map.of("sign_in_provider", "phone"));
  }

  private static String signed(JWTClaimsSet.Builder claims) {
    return GoogleKey.sign(google.signer(), JWSAlgorithm.RS256, claims.build());
  }

  private static void assertRefused(String token) {
    assertThat(identity.verify(new IdToken(token))).isEmpty();
  }

  @Test
  void aGenuineTokenProvesItsPhoneNumberSinceTheCodeWasTypedIn() {
    Instant typedIn = Instant.ofEpochSecond(Instant.now().getEpochSecond() - 600);

    assertThat(identity.verify(new IdToken(signed(claims().claim("auth_time", typedIn.getEpochSecond())))))
        .contains(new ProvenNumber(new PhoneNumber("+491701234567"), typedIn));
  }

  @Test
  void aTokenThatDoesNotTellSinceWhenProvesNothing() {
    assertRefused(signed(claims().claim("auth_time", null)));
  }

  @Test
  void aTokenWithoutAPhoneNumberProvesNone() {
    assertRefused(signed(claims().claim("phone_number", null)));
    assertRefused(signed(claims().claim("phone_number", "not a number")));
    assertRefused(signed(claims().claim("phone_number", 491701234567L)));
  }

  @Test
  void aTokenOfAnotherProjectIssuerOrTimeIsRefused() {
    assertRefused(signed(claims().audience("other-project")));
    assertRefused(signed(claims().issuer("https://securetoken.google.com/other-project")));
    assertRefused(signed(claims().issuer("https://example.com/" + PROJECT)));
    assertRefused(signed(claims().expirationTime(Date.from(Instant.now().minusSeconds(3600)))));
    assertRefused(signed(claims().issueTime(Date.from(Instant.now().plusSeconds(3600)))));
    assertRefused(signed(claims().subject("")));
  }

  @Test
  void aForgedTokenIsRefused() throws JOSEException, NoSuchAlgorithmException {
    var stranger = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    assertRefused(GoogleKey.sign(new RSASSASigner(stranger.getPrivate()), JWSAlgorithm.RS256, claims().build()));
    assertRefused(GoogleKey.sign(new MACSigner(new byte[32]), JWSAlgorithm.HS256, claims().build()));
    assertRefused(new PlainJWT(claims().build()).serialize());
    String genuine = signed(claims());
    assertRefused(genuine.substring(0, genuine.lastIndexOf('.') + 1));
    for (String text : new String[]{"x", "a.b.c", "...", genuine.substring(1), "A".repeat(4096)}) {
      assertRefused(text);
    }
  }

  @Test
  void whenTheKeysCannotBeFetchedItIsBusy() {
    var failing = identity(new MockHttpTransport.Builder()
        .setLowLevelHttpResponse(new MockLowLevelHttpResponse().setStatusCode(503)).build());
    assertThatThrownBy(() -> failing.verify(new IdToken(signed(claims())))).isInstanceOfSatisfying(
        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(Busy.class));
  }

  @Test
  void anEmulatorIsNotBelievedOutsideTheLocalCloud() {
    assertThatThrownBy(() -> FirebaseIdentity.of(new Environment(WITH_EMULATOR::get), false))
        .isInstanceOf(IllegalStateException.class).hasMessageContaining("FIREBASE_AUTH_EMULATOR_HOST");
    assertThat(FirebaseIdentity.of(new Environment(WITH_EMULATOR::get), true)).isNotNull();
  }

  @Test
  void withoutAProjectItDoesNotStart() {
    assertThatThrownBy(() -> FirebaseIdentity.of(new Environment(_ -> null), false))
        .isInstanceOf(IllegalStateException.class).hasMessageContaining("FIREBASE_PROJECT");
  }
}
