package app.culver.local.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.gateway.FakeFunctions;
import app.culver.local.gateway.GatewayListener;
import app.culver.local.template.HttpApi.Route;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response">
 *     Lambda function response format</a>
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html">Quotas</a>
 */
class HttpAnswerTest {
  private final HttpFixture api = HttpFixture.of(new Route("ANY", "/f", "Function"));

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void statusHeadersCookiesAndBodyReachTheClient() {
    api.functions.returns("Function", """
        {"statusCode": 201, "headers": {"Content-Type": "application/problem+json", "Retry-After": 3},
         "cookies": ["a=1", "b=2; Secure"], "body": "{\\"ä\\":1}"}""");

    var answer = api.get("/f");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("{\"ä\":1}");
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.headers().firstValue("retry-after")).contains("3");
    assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2; Secure");
    assertThat(answer.headers().firstValue("apigw-requestid"))
        .contains(api.functions.event("Function").at("/requestContext/requestId").asText());
  }

  @Test
  void aBodyInBase64IsDecoded() {
    api.functions.returns("Function", "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"aGVsbG8=\"}");

    assertThat(api.get("/f").body()).isEqualTo("hello");
  }

  @Test
  void aBodyWithoutATypeIsPlainText() {
    api.functions.returns("Function", "{\"statusCode\":200,\"body\":\"hello\"}");

    assertThat(api.get("/f").headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
  }

  @Test
  void jsonWithoutAStatusIsTheBodyOfA200() {
    api.functions.returns("Function", "{\"message\":\"Hello from Lambda!\"}");
    var object = api.get("/f");
    api.functions.returns("Function", "\"Hello from Lambda!\"");
    var text = api.get("/f");

    assertThat(object.statusCode()).isEqualTo(200);
    assertThat(object.headers().firstValue("content-type")).contains("application/json");
    assertThat(object.body()).isEqualTo("{\"message\":\"Hello from Lambda!\"}");
    assertThat(text.body()).isEqualTo("Hello from Lambda!");
  }

  @ParameterizedTest
  @ValueSource(strings = {"not JSON", "{\"statusCode\":\"none\"}", "{\"statusCode\":99}",
      "{\"statusCode\":200,\"body\":{\"a\":1}}", "{\"statusCode\":200,\"headers\":[]}",
      "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"*\"}", ""})
  void aMalformedAnswerIsAnInternalError(String payload) {
    api.functions.does("Function", _ -> FakeFunctions.returned(payload));

    var answer = api.get("/f");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html */
  @Test
  void aFunctionThatThrowsIsAnInternalErrorThatTellsNothing() {
    api.functions.fails("Function", "secret");

    var answer = api.get("/f");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */
  @Test
  void whatMatchesNoRouteIsNotFound() {
    var answer = api.get("/unknown");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Not Found\"}");
  }

  @Test
  void afterThirtySecondsTheServiceIsUnavailableWhileTheFunctionRunsOn() {
    api.functions.hangs("Function");
    var answer = CompletableFuture.supplyAsync(() -> api.get("/f"));
    api.functions.event("Function");

    api.clock.advance(Duration.ofMillis(29_999));
    assertThat(answer).isNotDone();
    api.clock.advance(Duration.ofMillis(1));

    assertThat(answer.join().statusCode()).isEqualTo(503);
    assertThat(answer.join().body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
  }

  @Test
  void aBodyOfMoreThanTenMegabytesIsTooLarge() {
    var limit = 10 * 1024 * 1024;

    assertThat(api.send(api.request("/f").POST(BodyPublishers.ofByteArray(new byte[limit]))).statusCode())
        .isEqualTo(200);
    var answer = api.send(api.request("/f").POST(BodyPublishers.ofByteArray(new byte[limit + 1])));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Request Entity Too Large\"}");
  }

  @Test
  void aHeaderOfMoreThanTenKilobytesIsTooLarge() {
    assertThat(api.send(api.request("/f").header("X-Long", "x".repeat(10_000))).statusCode()).isEqualTo(200);
    assertThat(api.send(api.request("/f").header("X-Long", "x".repeat(10_240))).statusCode()).isEqualTo(431);
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html */
  @Test
  void aNamedStageBeginsThePath() {
    try (var staged = new HttpFixture("live", null, new Route("GET", "/f", "Function"))) {
      assertThat(staged.get("/live/f").statusCode()).isEqualTo(200);
      assertThat(staged.functions.event("Function").get("rawPath").asText()).isEqualTo("/live/f");
      assertThat(staged.get("/f").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aListenerHearsOfEachAnswer() {
    var heard = new ArrayList<String>();
    try (var _ = api.hooks.watch(new GatewayListener() {
      @Override
      public void httpAnswered(String route, String method, String path, int status, int bytesIn, int bytesOut) {
        heard.addAll(List.of(route, method, path, status + " " + bytesIn + " " + bytesOut));
      }
    })) {
      api.functions.returns("Function", "{\"statusCode\":200,\"body\":\"hello\"}");
      api.send(api.request("/f").POST(BodyPublishers.ofString("abc")));
    }
    api.get("/unknown");

    assertThat(heard).containsExactly("ANY /f", "POST", "/f", "200 3 5");
  }
}
