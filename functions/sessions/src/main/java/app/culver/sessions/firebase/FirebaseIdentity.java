package app.culver.sessions.firebase;

import app.culver.aws.runtime.Environment;
import app.culver.core.account.PhoneNumber;
import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.session.IdToken;
import app.culver.core.session.IdentityProvider;
import app.culver.core.session.ProvenNumber;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.auth.AuthErrorCode;
import com.google.firebase.auth.FirebaseAuth;
import com.google.firebase.auth.FirebaseAuthException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Verifies ID tokens of a Firebase project and takes the phone number from them. Firebase writes that claim only after
 * the person has entered a code sent to the number.
 *
 * @see <a href="https://firebase.google.com/docs/auth/admin/verify-id-tokens">Verify ID tokens</a>
 */
public final class FirebaseIdentity implements IdentityProvider {
  private static final String EMULATOR = "FIREBASE_AUTH_EMULATOR_HOST";
  private static final String PHONE_NUMBER = "phone_number";

  /** When the code was typed in; a token that was only renewed keeps it. */
  private static final String AUTH_TIME = "auth_time";

  private static final int TIMEOUT_MILLIS = 5_000;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final FirebaseAuth auth;

  private FirebaseIdentity(FirebaseAuth auth) {
    this.auth = auth;
  }

  /**
   * The identity of the project {@code FIREBASE_PROJECT}.
   *
   * @param local whether this is the local cloud
   * @throws IllegalStateException if an emulator is named anywhere else: it vouches for whatever it is told to
   */
  public static FirebaseIdentity of(Environment environment, boolean local) {
    return of(environment, local, new NetHttpTransport());
  }

  /** As above; the transport fetches Google's public keys. */
  static FirebaseIdentity of(Environment environment, boolean local, HttpTransport transport) {
    if (environment.has(EMULATOR) && !local) {
      throw new IllegalStateException(
          EMULATOR + " is set outside the local cloud: tokens of an emulator are not signed");
    }
    // Verifying needs public keys alone; credentials that nobody accepts keep the library from looking for better ones.
    GoogleCredentials none = GoogleCredentials.create(new AccessToken("none", null));
    FirebaseApp app = FirebaseApp.initializeApp(FirebaseOptions.builder()
        .setProjectId(environment.required("FIREBASE_PROJECT")).setCredentials(none)
        .setHttpTransport(transport).setConnectTimeout(TIMEOUT_MILLIS).setReadTimeout(TIMEOUT_MILLIS)
        .build(), UUID.randomUUID().toString());
    return new FirebaseIdentity(FirebaseAuth.getInstance(app));
  }

  @Override
  public Optional<ProvenNumber> verify(IdToken token) {
    try {
      Map<String, Object> claims = auth.verifyIdToken(token.value()).getClaims();
      return claims.get(PHONE_NUMBER) instanceof String number && claims.get(AUTH_TIME) instanceof Number at
          ? Optional.of(new ProvenNumber(new PhoneNumber(number), Instant.ofEpochSecond(at.longValue())))
          : Optional.empty();
    } catch (FirebaseAuthException e) {
      if (e.getAuthErrorCode() == AuthErrorCode.CERTIFICATE_FETCH_FAILED) {
        throw new Busy(RETRY_AFTER).exception();
      }
      return Optional.empty();
    } catch (IllegalArgumentException _) {
      // Not a token, or not a phone number.
      return Optional.empty();
    }
  }
}
