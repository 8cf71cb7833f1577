package app.culver.push.firebase;

import app.culver.aws.runtime.Environment;
import app.culver.core.device.PushToken;
import app.culver.core.push.Pushed;
import app.culver.core.push.Pushes;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.ConnectionFactory;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Wakes devices by Firebase Cloud Messaging, with the credentials of a service account. */
public final class FirebasePushes implements Pushes {
  private static final String STUB = "FCM_ENDPOINT";
  private static final Duration PATIENCE = Duration.ofSeconds(9);
  private static final Duration LAST_WORD = Duration.ofMillis(500);
  private static final int TIMEOUT_MILLIS = 5_000;

  private final Supplier<FirebaseOptions> options;
  private final Duration patience;
  private FirebaseMessaging messaging;

  FirebasePushes(Supplier<FirebaseOptions> options, Duration patience) {
    this.options = options;
    this.patience = patience;
  }

  /**
   * FCM of the project {@code FIREBASE_PROJECT}, or in the local cloud the stub at {@code FCM_ENDPOINT}.
   *
   * @param local whether this is the local cloud
   * @throws IllegalStateException if a stub is named anywhere else: it would get everybody's tokens
   */
  public static FirebasePushes of(Environment environment, boolean local, ServiceAccount account) {
    String project = environment.required("FIREBASE_PROJECT");
    if (!environment.has(STUB)) {
      return new FirebasePushes(() -> options(project, new NetHttpTransport(), account.credentials()), PATIENCE);
    }
    if (!local) {
      throw new IllegalStateException(STUB + " is set outside the local cloud: a stub wakes nobody");
    }
    URI stub = URI.create(environment.required(STUB));
    return new FirebasePushes(
        () -> options(project, through(url -> (HttpURLConnection) stub.resolve(url.getFile()).toURL().openConnection()),
            withoutAccount()),
        PATIENCE);
  }

  /** Wakes nobody, and loads all that waking takes: for {@code Priming}. */
  public static void rehearse() {
    new FirebasePushes(() -> options("rehearsal", through(_ -> {
      throw new IOException("a rehearsal");
    }), withoutAccount()), PATIENCE).wake(new PushToken("rehearsal"));
  }

  static FirebaseOptions options(String project, HttpTransport transport, GoogleCredentials credentials) {
    return FirebaseOptions.builder().setProjectId(project).setCredentials(credentials).setHttpTransport(transport)
        .setConnectTimeout(TIMEOUT_MILLIS).setReadTimeout(TIMEOUT_MILLIS).build();
  }

  private static HttpTransport through(ConnectionFactory connections) {
    return new NetHttpTransport.Builder().setConnectionFactory(connections).build();
  }

  private static GoogleCredentials withoutAccount() {
    return GoogleCredentials.create(new AccessToken("none", null));
  }

  /**
   * The library repeats by itself what FCM answers with 503, and waits in between for as long as FCM asks it to. That is
   * what the queue is for, and a waiting function is billed: so it is cut short.
   */
  @Override
  public Pushed wake(PushToken token) {
    FirebaseMessaging fcm = messaging();
    Message message = WakeUp.to(token);
    var task = new FutureTask<>(() -> send(fcm, message));
    Thread thread = Thread.ofVirtual().start(task);
    try {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      thread.interrupt();
      return lastWord(task);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One that was waiting to try again ends at once and tells how long FCM wants to be left alone; one that hangs does not. */
  private static Pushed lastWord(FutureTask<Pushed> task) {
    try {
      return task.get(LAST_WORD.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return new Pushed.Later(Duration.ZERO);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Pushed send(FirebaseMessaging fcm, Message message) {
    try {
      fcm.send(message);
      return new Pushed.Sent();
    } catch (FirebaseMessagingException e) {
      return Answers.of(e);
    }
  }

  /** Made when it is first needed; if that fails, when it is needed again. */
  private synchronized FirebaseMessaging messaging() {
    if (messaging == null) {
      messaging = FirebaseMessaging.getInstance(FirebaseApp.initializeApp(options.get(), UUID.randomUUID().toString()));
    }
    return messaging;
  }
}
