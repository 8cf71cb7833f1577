package app.culver.local.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.gateway.FakeFunctions;
import app.culver.local.gateway.LoggedLines;
import app.culver.local.template.SocketApi.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines tell event, route, status, latency, error, and what the authorizer said. */
class SocketAccessLogTest {
  private final LoggedLines lines = new LoggedLines();
  private SocketFixture api;

  @AfterEach
  void close() {
    api.close();
  }

  private void start(SocketFixture fixture) {
    api = fixture;
    api.hooks.watch(lines);
  }

  @Test
  void eachEventOfAConnectionIsLogged() {
    start(SocketFixture.guarded());
    api.functions.returns("Authorizer", SocketFixture.policy("Allow", "{\"account\":\"me\"}"));
    api.functions.does("Tell", _ -> {
      api.clock.advance(Duration.ofMillis(7));
      return FakeFunctions.returned("{\"statusCode\":400}");
    });

    var client = api.connect();
    assertThat(lines.next()).isEqualTo("CONNECT $connect 200 0 - me");
    client.send("{\"action\":\"tell\"}");
    assertThat(lines.next()).isEqualTo("MESSAGE tell 400 7 - me");
    client.close(1000, null);
    assertThat(lines.next()).isEqualTo("DISCONNECT $disconnect 200 0 - me");
  }

  @Test
  void refusalsAreLoggedWithWhoRefused() {
    start(SocketFixture.guarded("route.request.header.X"));
    TestClient.refused(api.request("/live"));
    assertThat(lines.next()).isEqualTo("CONNECT $connect 401 - UNAUTHORIZED -");
    var request = api.request("/live");
    request.setHeader("X", "x");
    api.functions.returns("Authorizer", SocketFixture.policy("Deny", "{}"));
    TestClient.refused(request);
    assertThat(lines.next()).isEqualTo("CONNECT $connect 403 - ACCESS_DENIED -");
    api.functions.fails("Authorizer", "secret");
    TestClient.refused(request);
    assertThat(lines.next()).isEqualTo("CONNECT $connect 500 - AUTHORIZER_FAILURE -");
    api.functions.returns("Authorizer", SocketFixture.policy("Allow", "{}")).returns("Connect", "{\"statusCode\":409}");
    TestClient.refused(request);
    assertThat(lines.next()).isEqualTo("CONNECT $connect 409 0 - -");
    api.functions.fails("Connect", "secret");
    TestClient.refused(request);
    assertThat(lines.next()).isEqualTo("CONNECT $connect 502 0 INTEGRATION_FAILURE -");
  }

  @Test
  void failuresAreLogged() {
    start(SocketFixture.open());
    api.functions.fails("Ask", "secret").hangs("Tell");
    var client = api.connect();
    lines.next();
    client.send("{\"action\":\"ask\"}");
    assertThat(lines.next()).isEqualTo("MESSAGE ask 502 0 INTEGRATION_FAILURE -");
    client.send("{\"action\":\"tell\"}");
    api.functions.event("Tell");
    api.clock.advance(Duration.ofSeconds(29));
    assertThat(lines.next()).isEqualTo("MESSAGE tell 504 29000 INTEGRATION_TIMEOUT -");
  }

  @Test
  void aMessageWithoutARouteIsLoggedWithoutOne() {
    start(new SocketFixture(List.of(new Route("$connect", "Connect", false)), Optional.empty(), List.of()));
    var client = api.connect();
    lines.next();
    client.send("{\"action\":\"unknown\"}");

    assertThat(lines.next()).isEqualTo("MESSAGE - 403 - RESOURCE_NOT_FOUND -");
  }
}
