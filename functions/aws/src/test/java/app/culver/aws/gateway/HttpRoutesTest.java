package app.culver.aws.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.aws.gateway.TestEvent.Answer;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.Refusal.NotFound;
import app.culver.core.refusal.Refusal.SessionEnded;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP by the events that the gateway sends. */
class HttpRoutesTest {
  private record Echo(String handle) {}

  private record Handler(HttpRoutes.Route route) implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
      Gateway.of(new HttpRoutes().on("PUT /v1/account/handle", route)).handle(in, out, context);
    }
  }

  private static final HttpRoutes.Route ECHO = request -> HttpAnswer.ok(request.body(Echo.class));

  private static TestEvent event() {
    return TestEvent.of("accounts", "set-handle");
  }

  private static Answer answer(TestEvent event, HttpRoutes.Route route) {
    return event.to(new Handler(route));
  }

  private static Answer refused(Refusal refusal) {
    return answer(event(), _ -> {
      throw refusal.exception();
    });
  }

  @Test
  void aBodyIsReadAndAnAnswerIsNotToBeStored() {
    Answer answer = answer(event().body("{\"handle\":\"\\u00e4\"}"), ECHO);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().toString()).isEqualTo("{\"handle\":\"\u00e4\"}");
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
  }

  @Test
  void aBodyThatTheGatewayTookForBinaryIsReadAlike() {
    byte[] body = "{\"handle\":\"\u00e4\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(answer(event().binaryBody(body), ECHO).body().toString()).isEqualTo("{\"handle\":\"\u00e4\"}");
    assertThat(answer(event().binaryBody(new byte[]{'{', (byte) 0xff, '}'}), ECHO).problem())
        .isEqualTo("malformed-json");
    event().raw().put("isBase64Encoded", true);
    TestEvent lie = event().body("not base64");
    lie.raw().put("isBase64Encoded", true);
    assertThat(answer(lie, ECHO).problem()).isEqualTo("malformed-json");
  }

  @Test
  void noContentHasNoBody() {
    Answer answer = answer(event(), _ -> HttpAnswer.noContent());
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body().isMissingNode()).isTrue();
    assertThat(answer.header("content-type")).isEmpty();
  }

  @Test
  void aProblemNamesTheRequest() {
    Answer answer = refused(new NotFound(Optional.of("/cursors/0")));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.body().path("requestId").asText()).isEqualTo(TestEvent.REQUEST_ID);
    assertThat(answer.body().path("pointer").asText()).isEqualTo("/cursors/0");
    assertThat(answer.body().path("status").asInt()).isEqualTo(404);
  }

  @Test
  void headersTellToAuthenticateAndToWait() {
    assertThat(refused(new SessionEnded()).header("www-authenticate")).isEqualTo("Bearer");
    Answer busy = refused(new Busy(Duration.ofMillis(1001)));
    assertThat(busy.status()).isEqualTo(503);
    assertThat(busy.header("retry-after")).isEqualTo("2");
    assertThat(busy.body().path("retryAfter").asInt()).isEqualTo(2);
  }

  @Test
  void aBodyHasALimit() {
    String most = "{\"handle\":\"" + "x".repeat(80_000) + "\",\"a\":\"" + "x".repeat(131_072 - 80_020) + "\"}";
    assertThat(most).hasSize(131_072);
    assertThat(answer(event().body(most), ECHO).problem()).isEqualTo("invalid-request");
    for (TestEvent event : new TestEvent[]{event().body(most + " "), event().body(most.replaceFirst("xx", "x\u00e4")),
        event().binaryBody((most + " ").getBytes(StandardCharsets.UTF_8))}) {
      Answer answer = answer(event, ECHO);
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.problem()).isEqualTo("too-large");
      assertThat(answer.body().path("limit").asInt()).isEqualTo(131_072);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"handle\":\"a\",\"handle\":\"b\"}", "{\"handle\":NaN}",
      "{\"handle\":\"\\ud800\"}"})
  void aBodyIsOneJsonObject(String body) {
    assertThat(answer(event().body(body), ECHO).problem()).isEqualTo("malformed-json");
  }

  @Test
  void anotherJsonValueThanAnObjectIsInvalid() {
    assertThat(answer(event().body("[]"), ECHO).problem()).isEqualTo("invalid-request");
  }

  @Test
  void noBodyIsMalformed() {
    TestEvent event = event();
    event.raw().remove("body");
    assertThat(answer(event, ECHO).problem()).isEqualTo("malformed-json");
    event.raw().putNull("body");
    assertThat(answer(event, ECHO).problem()).isEqualTo("malformed-json");
  }

  @Test
  void parametersAreTypedAndTheirFaultsNameThem() {
    TestEvent event = event().path("id", "x");
    event.raw().withObject("queryStringParameters").put("limit", "1e9");
    assertThat(answer(event, request -> HttpAnswer.ok(request.path("id", value -> {
      throw new IllegalArgumentException("must be y");
    }))).fault()).isEqualTo("/id must be y");
    assertThat(answer(event, request -> HttpAnswer.ok(request.query("limit", Integer::valueOf))).fault())
        .isEqualTo("/limit must be a whole number");
    assertThat(answer(event, request -> HttpAnswer.ok(request.query("after", Integer::valueOf))).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer token", "bearer token", "BEARER  token "})
  void theBearerTokenIsTakenFromItsHeader(String header) {
    TestEvent event = event();
    event.raw().withObject("headers").put("authorization", header);
    assertThat(answer(event, request -> HttpAnswer.ok(new Echo(request.bearerToken().orElse("none"))))
        .body().path("handle").asText()).isEqualTo("token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "token", "Basic token", "Bearertoken"})
  void otherHeadersHoldNoToken(String header) {
    TestEvent event = event();
    event.raw().withObject("headers").put("authorization", header);
    assertThat(answer(event, request -> HttpAnswer.ok(new Echo(request.bearerToken().orElse("none"))))
        .body().path("handle").asText()).isEqualTo("none");
  }

  @Test
  void whatNobodyExpectedIsToldToTheLogAlone() {
    var log = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    Answer answer;
    try {
      answer = answer(event().body("{\"handle\":\"SECRET\"}"), request -> {
        throw new IllegalStateException("lost\r\n\u001b[31mthe row", new NumberFormatException("SECRET"));
      });
    } finally {
      System.setOut(before);
    }
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.problem()).isEqualTo("internal");
    assertThat(answer.body().toString()).doesNotContain("lost", "SECRET", "IllegalState", "app.culver", ".java");

    String lines = log.toString(StandardCharsets.UTF_8);
    assertThat(lines.strip().lines()).hasSize(1);
    assertThat(lines).contains("\"level\":\"ERROR\"", TestEvent.REQUEST_ID, "java.lang.IllegalStateException",
        "java.lang.NumberFormatException", "HttpRoutesTest").doesNotContain("\u001b");
  }

  @Test
  void anUnknownRouteIsNotFound() {
    TestEvent event = event();
    event.raw().put("routeKey", "GET /v1/other");
    assertThat(answer(event, ECHO).problem()).isEqualTo("not-found");
  }
}
