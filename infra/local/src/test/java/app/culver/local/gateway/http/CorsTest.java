package app.culver.local.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.template.HttpApi.Cors;
import app.culver.local.template.HttpApi.Route;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html">CORS</a> */
class CorsTest {
  private static final String ORIGIN = "http://127.0.0.1:5173";

  private final HttpFixture api = new HttpFixture("$default", new Cors(List.of(ORIGIN), List.of("GET", "POST"),
      List.of("authorization", "content-type"), List.of("retry-after"), false, 300),
      new Route("POST", "/f", "Function"));

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aPreflightIsAnsweredWithoutAFunction() {
    var answer = preflight(ORIGIN);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("access-control-allow-origin")).contains(ORIGIN);
    assertThat(answer.headers().firstValue("access-control-allow-methods")).contains("GET,POST");
    assertThat(answer.headers().firstValue("access-control-allow-headers")).contains("authorization,content-type");
    assertThat(answer.headers().firstValue("access-control-max-age")).contains("300");
    assertThat(api.functions.events("Function")).isEmpty();
  }

  @Test
  void aPreflightFromElsewhereGetsNoPermission() {
    var answer = preflight("https://elsewhere.example");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
    assertThat(answer.headers().firstValue("access-control-allow-methods")).isEmpty();
  }

  @Test
  void anAnswerCarriesTheConfiguredHeadersAndNotTheFunctions() {
    api.functions.returns("Function",
        "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"*\",\"access-control-max-age\":\"1\"}}");

    var answer = api.send(api.request("/f").header("Origin", ORIGIN).POST(BodyPublishers.noBody()));

    assertThat(answer.headers().allValues("access-control-allow-origin")).containsExactly(ORIGIN);
    assertThat(answer.headers().allValues("access-control-expose-headers")).containsExactly("retry-after");
    assertThat(answer.headers().allValues("access-control-max-age")).isEmpty();
  }

  @Test
  void anAnswerToNoOriginCarriesNone() {
    var answer = api.send(api.request("/f").POST(BodyPublishers.noBody()));

    assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
  }

  @Test
  void anyOriginMeansAStar() {
    try (var open = new HttpFixture("$default",
        new Cors(List.of("*"), List.of("*"), List.of("*"), List.of(), false, 0), new Route("GET", "/f", "Function"))) {
      var answer = open.send(open.request("/f").header("Origin", "https://anywhere.example"));

      assertThat(answer.headers().allValues("access-control-allow-origin")).containsExactly("*");
    }
  }

  private HttpResponse<String> preflight(String origin) {
    return api.send(api.request("/f").header("Origin", origin).header("Access-Control-Request-Method", "POST")
        .method("OPTIONS", BodyPublishers.noBody()));
  }
}
