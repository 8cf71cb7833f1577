package app.culver.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.client.CulverException;
import app.culver.client.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OkHttpTest {
  private final MockWebServer server = new MockWebServer();
  private final OkHttpClient client = new OkHttpClient.Builder().readTimeout(Duration.ofMillis(500)).build();
  private final Http http = new OkHttp(client);

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
    client.dispatcher().executorService().shutdown();
  }

  private Http.Answer call(String method, String body) throws Exception {
    try {
      return http.call(new Http.Request(method, server.url("/v1/thing").toString(),
          Optional.ofNullable(body).map(text -> text.getBytes(StandardCharsets.UTF_8)), Optional.of("token"))).get();
    } catch (ExecutionException failed) {
      throw (Exception) failed.getCause();
    }
  }

  @Test
  void aCallCarriesItsTokenAndItsBodyAsJson() throws Exception {
    server.enqueue(new MockResponse.Builder().body("{\"a\":1}").build());
    assertThat(Answers.read(call("POST", "{}")).get("a").asInt()).isEqualTo(1);
    var request = server.takeRequest();
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer token");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(request.getBody().utf8()).isEqualTo("{}");
  }

  @Test
  void aDeletionHasNoBody() throws Exception {
    server.enqueue(new MockResponse.Builder().code(204).build());
    assertThat(Answers.read(call("DELETE", null))).isEmpty();
    assertThat(server.takeRequest().getBodySize()).isZero();
  }

  @Test
  void theServersTimeAndItsWishToWaitAreRead() throws Exception {
    server.enqueue(new MockResponse.Builder().code(503).addHeader("Retry-After", "7")
        .addHeader("Date", "Mon, 23 Nov 2026 09:00:00 GMT").build());
    var answer = call("GET", null);
    assertThat(answer.date()).contains(Instant.parse("2026-11-23T09:00:00Z"));
    assertThatThrownBy(() -> Answers.read(answer)).isInstanceOfSatisfying(CulverException.Refused.class,
        refused -> assertThat(refused.problem()).isInstanceOfSatisfying(Problem.Busy.class,
            busy -> assertThat(busy.retryAfter()).hasSeconds(7)));
  }

  @Test
  void whatTheGatewayAnswersByItselfIsUnderstoodByItsStatus() throws Exception {
    server.enqueue(new MockResponse.Builder().code(500).body("{\"message\":\"Internal Server Error\"}").build());
    server.enqueue(new MockResponse.Builder().code(403).body("{\"message\":\"Forbidden\"}").build());
    var broken = call("GET", null);
    var forbidden = call("GET", null);
    assertThatThrownBy(() -> Answers.read(broken)).extracting(failure -> ((CulverException.Refused) failure).problem())
        .isInstanceOf(Problem.Internal.class);
    assertThatThrownBy(() -> Answers.read(forbidden))
        .extracting(failure -> ((CulverException.Refused) failure).problem()).isInstanceOf(Problem.Other.class);
  }

  @Test
  void aSilentServerAndABrokenAnswerAreUnreachable() {
    server.enqueue(new MockResponse.Builder().onRequestStart(SocketEffect.Stall.INSTANCE).build());
    assertThatThrownBy(() -> call("POST", "{}")).isInstanceOf(CulverException.Unreachable.class);
    server.enqueue(
        new MockResponse.Builder().body("{\"a\":").onResponseBody(new SocketEffect.CloseSocket()).build());
    assertThatThrownBy(() -> Answers.read(call("POST", "{}"))).isInstanceOf(CulverException.Unreachable.class);
  }

  @Test
  void anAnswerWithoutEndIsNotReadToIt() {
    server.enqueue(new MockResponse.Builder().body("x".repeat(9 << 20)).build());
    assertThatThrownBy(() -> call("GET", null)).isInstanceOf(CulverException.Unreachable.class)
        .hasMessageContaining("larger");
  }

  @Test
  void aSuccessThatIsNotJsonIsUnreachable() throws Exception {
    server.enqueue(new MockResponse.Builder().body("<html>").build());
    var answer = call("GET", null);
    assertThatThrownBy(() -> Answers.read(answer)).isInstanceOf(CulverException.Unreachable.class);
  }
}
