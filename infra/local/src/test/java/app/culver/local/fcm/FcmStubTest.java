package app.culver.local.fcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.local.server.LoopbackServer;
import app.culver.local.server.WebRequest;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.ErrorCode;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.MessagingErrorCode;
import com.google.firebase.messaging.Notification;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The stub as firebase-admin sees it.
 *
 * @see <a href="https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode">FCM's errors</a>
 */
class FcmStubTest {
  private final FcmStub stub = new FcmStub();
  private final LoopbackServer server = LoopbackServer.start("fcm", 0, stub);
  private final FirebaseApp app = FirebaseApp.initializeApp(options(server.uri()), "fcm");

  @AfterEach
  void close() {
    app.delete();
    server.close();
  }

  /** Sends what is meant for FCM's host to the stub, without a word to the SDK. */
  private static FirebaseOptions options(URI stub) {
    var transport = new NetHttpTransport.Builder().setConnectionFactory(url -> {
      URL redirected = stub.resolve(url.getFile()).toURL();
      return (HttpURLConnection) redirected.openConnection();
    }).build();
    return FirebaseOptions.builder().setProjectId("culver-local").setHttpTransport(transport)
        .setCredentials(GoogleCredentials.create(new AccessToken("any", new Date(Long.MAX_VALUE)))).build();
  }

  @Test
  void whatIsSentIsRecorded() throws FirebaseMessagingException {
    var id = send("device-1");

    assertThat(id).startsWith("projects/culver-local/messages/");
    assertThat(stub.pushes()).hasSize(1);
    var push = stub.pushes().getFirst();
    assertThat(push.parent()).isEqualTo("projects/culver-local");
    assertThat(push.target()).isEqualTo("device-1");
    assertThat(push.body().at("/message/notification/body").asText()).isEqualTo("wake up");
    assertThat(push.authorization()).isEqualTo("Bearer any");
  }

  @Test
  void manyAreSentOneByOne() throws FirebaseMessagingException {
    stub.answer("gone", new Answer.Unregistered());

    var batch = FirebaseMessaging.getInstance(app).sendEach(List.of(message("here"), message("gone")));

    assertThat(batch.getSuccessCount()).isEqualTo(1);
    assertThat(batch.getResponses().get(1).getException().getMessagingErrorCode())
        .isEqualTo(MessagingErrorCode.UNREGISTERED);
    assertThat(stub.pushes()).hasSize(2);
  }

  @Test
  void anUnregisteredDeviceIsTold() {
    stub.answer(_ -> new Answer.Unregistered());

    var refusal = catchThrowableOfType(FirebaseMessagingException.class, () -> send("gone"));

    assertThat(refusal.getMessagingErrorCode()).isEqualTo(MessagingErrorCode.UNREGISTERED);
    assertThat(refusal.getErrorCode()).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void anInvalidTokenIsTold() {
    stub.answer(_ -> new Answer.InvalidArgument());

    var refusal = catchThrowableOfType(FirebaseMessagingException.class, () -> send("nonsense"));

    assertThat(refusal.getMessagingErrorCode()).isEqualTo(MessagingErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void someCallsAreAnsweredOtherwiseThanTheRest() throws FirebaseMessagingException {
    stub.answer("gone", new Answer.Unregistered());
    stub.answerNext(2, new Answer.InvalidArgument());

    assertThat(refusal("here")).isEqualTo(MessagingErrorCode.INVALID_ARGUMENT);
    assertThat(refusal("gone")).isEqualTo(MessagingErrorCode.INVALID_ARGUMENT);
    assertThat(refusal("gone")).isEqualTo(MessagingErrorCode.UNREGISTERED);
    send("here");
    stub.answerNext(1, new Answer.InvalidArgument());
    stub.acceptAll();
    send("gone");
  }

  @Test
  void whoWatchesIsTold() throws FirebaseMessagingException {
    var seen = new LinkedBlockingQueue<String>();
    stub.watch(push -> seen.add(push.target()));

    send("device-1");

    assertThat(seen).containsExactly("device-1");
  }

  @Test
  void anExceededQuotaSaysWhenToTryAgain() {
    stub.answer(_ -> new Answer.QuotaExceeded(Duration.ofSeconds(7)));

    var refusal = catchThrowableOfType(FirebaseMessagingException.class, () -> send("device-1"));

    assertThat(refusal.getMessagingErrorCode()).isEqualTo(MessagingErrorCode.QUOTA_EXCEEDED);
    assertThat(refusal.getHttpResponse().getHeaders().get("retry-after")).asString().contains("7");
    assertThat(stub.pushes()).as("the SDK does not try again by itself").hasSize(1);
  }

  /** Raw, because the SDK would try five times within four seconds. */
  @Test
  void anOverloadIs503() throws IOException, InterruptedException {
    stub.answer(_ -> new Answer.Unavailable());

    var answer = post("/v1/projects/culver-local/messages:send", "{\"message\":{\"token\":\"t\"}}", "Bearer any");

    assertThat(stub.pushes().getFirst().target()).isEqualTo("t");
    assertThat(answer).startsWith("503 ").contains("\"status\":\"UNAVAILABLE\"");
  }

  @Test
  void anOverloadMaySayWhenToTryAgain() throws IOException, InterruptedException {
    stub.answer(_ -> new Answer.Unavailable(Optional.of(Duration.ofSeconds(30))));

    var answer = stub.handle(new WebRequest("POST", "/v1/projects/culver-local/messages:send", "",
        List.of(new WebRequest.Header("Authorization", "Bearer any")),
        "{\"message\":{\"token\":\"t\"}}".getBytes(StandardCharsets.UTF_8), "127.0.0.1"));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).contains(new WebRequest.Header("retry-after", "30"));
  }

  @Test
  void aHangingCallEndsWhenItIsReleased() {
    var released = new CountDownLatch(1);
    var asked = new CountDownLatch(1);
    stub.answer(_ -> {
      asked.countDown();
      return new Answer.Hang(released);
    });
    var sending = CompletableFuture.supplyAsync(() -> {
      try {
        return send("device-1");
      } catch (FirebaseMessagingException failure) {
        throw new AssertionError(failure);
      }
    });
    await(asked);
    assertThat(sending).isNotDone();

    released.countDown();

    assertThat(sending.join()).startsWith("projects/");
  }

  @Test
  void whatIsNoMessageIsRefusedAndNotRecorded() throws IOException, InterruptedException {
    assertThat(post("/v1/projects/culver-local/messages:send", "{}", "Bearer any")).startsWith("400 ");
    assertThat(post("/v1/projects/culver-local/messages:send", "{\"message\":{}}", "Bearer any")).startsWith("400 ");
    assertThat(post("/v1/projects/culver-local/messages:send", "{\"message\":{\"token\":\"t\"}}", "none"))
        .startsWith("401 ");
    assertThat(post("/v1/elsewhere", "{}", "Bearer any")).startsWith("404 ");
    assertThat(stub.pushes()).isEmpty();
  }

  private String post(String path, String body, String authorization) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(HttpRequest.newBuilder(URI.create(server.uri() + path))
          .header("Authorization", authorization).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    }
  }

  private String send(String target) throws FirebaseMessagingException {
    return FirebaseMessaging.getInstance(app).send(message(target));
  }

  private MessagingErrorCode refusal(String target) {
    return catchThrowableOfType(FirebaseMessagingException.class, () -> send(target)).getMessagingErrorCode();
  }

  private static Message message(String target) {
    return Message.builder().setFid(target).setNotification(Notification.builder().setBody("wake up").build()).build();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
