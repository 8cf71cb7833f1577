package app.culver.local.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.gateway.FakeFunctions;
import app.culver.local.gateway.LoggedLines;
import app.culver.local.template.HttpApi.Route;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines tell route, status, length, both latencies and error. */
class HttpAccessLogTest {
  private final HttpFixture api = HttpFixture.of(new Route("ANY", "/f/{id}", "Function"));
  private final LoggedLines lines = new LoggedLines();

  @BeforeEach
  void watch() {
    api.hooks.watch(lines);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void whatAFunctionAnswersIsLogged() {
    api.functions.does("Function", _ -> {
      api.clock.advance(Duration.ofMillis(7));
      return FakeFunctions.returned("{\"statusCode\":404,\"body\":\"hello\"}");
    });

    api.get("/f/secret");

    assertThat(lines.next()).isEqualTo("ANY /f/{id} 404 5 7 7 -");
  }

  @Test
  void whatTheGatewayAnswersIsLoggedWithItsReason() {
    api.functions.fails("Function", "secret");

    api.get("/f/1");
    assertThat(lines.next()).isEqualTo("ANY /f/{id} 500 35 0 0 INTEGRATION_FAILURE");
    api.get("/elsewhere");
    assertThat(lines.next()).isEqualTo("- 404 23 0 - RESOURCE_NOT_FOUND");
    api.send(api.request("/f/1").POST(BodyPublishers.ofByteArray(new byte[10 * 1024 * 1024 + 1])));
    assertThat(lines.next()).isEqualTo("ANY /f/{id} 413 38 0 - REQUEST_TOO_LARGE");
    api.send(api.request("/f/1").header("x", "x".repeat(10_240)));
    assertThat(lines.next()).isEqualTo("ANY /f/{id} 431 45 0 - DEFAULT_4XX");
  }
}
