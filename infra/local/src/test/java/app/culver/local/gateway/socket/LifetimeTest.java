package app.culver.local.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.gateway.FakeFunctions;
import app.culver.local.gateway.GatewayFaults;
import app.culver.local.gateway.GatewayListener;
import app.culver.local.gateway.LoggedLines;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;

/**
 * How connections end.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">
 *     Quotas: 10 minutes idle, 2 hours at most</a>
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html">
 *     WebSocket API status codes: 1001 for both</a>
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">
 *     The $disconnect route</a>
 */
class LifetimeTest {
  private final SocketFixture api = SocketFixture.open();

  @AfterEach
  void close() {
    api.close();
  }

  /**
   * Sends a message, and returns when it is over. If the clock went on while the function runs, the gateway would run out of
   * patience with it and tell the client so, and that keeps the connection open, too.
   */
  private void tell(TestClient client) {
    var lines = new LoggedLines();
    try (var _ = api.hooks.watch(lines)) {
      client.send("{\"action\":\"tell\"}");
      assertThat(lines.next()).startsWith("MESSAGE tell 200");
    }
  }

  @Test
  void aConnectionIsClosedAfterTenIdleMinutes() {
    var client = api.connect();

    api.clock.advance(Duration.ofMinutes(10));

    assertThat(client.closed().status()).isEqualTo(1001);
    var context = api.functions.event("Disconnect").get("requestContext");
    assertThat(context.get("disconnectStatusCode").asInt()).isEqualTo(1001);
    assertThat(context.get("disconnectReason").asText()).isEqualTo("Going away");
  }

  @Test
  void aClientsMessageKeepsItOpen() {
    var client = api.connect();
    api.clock.advance(Duration.ofMinutes(9));
    tell(client);

    api.clock.advance(Duration.ofMinutes(9));
    assertThat(api.functions.events("Disconnect")).isEmpty();
    api.clock.advance(Duration.ofMinutes(1));

    assertThat(client.closed().status()).isEqualTo(1001);
  }

  @Test
  void whatTheGatewayTellsItselfKeepsItOpenToo() {
    var told = new CountDownLatch(1);
    api.hooks.watch(new GatewayListener() {
      @Override
      public void messageSent(String connection, Origin origin, String text) {
        told.countDown();
      }
    });
    api.functions.hangs("Tell");
    var client = api.connect().send("{\"action\":\"tell\"}");
    api.functions.event("Tell");
    api.clock.advance(Duration.ofSeconds(29));
    FakeFunctions.await(told);
    assertThat(client.next()).contains("Endpoint request timed out");

    api.clock.advance(Duration.ofMinutes(9).plusSeconds(50));

    assertThat(api.functions.events("Disconnect")).isEmpty();
  }

  @Test
  void aPostKeepsItOpen() {
    api.connect();
    api.clock.advance(Duration.ofMinutes(9));
    try (var management = api.management("secret")) {
      management.postToConnection(post -> post.connectionId(api.connection()).data(SdkBytes.fromUtf8String("x")));
    }

    api.clock.advance(Duration.ofMinutes(9));

    assertThat(api.functions.events("Disconnect")).isEmpty();
  }

  @Test
  void aConnectionIsClosedAfterTwoHoursHoweverBusyItIs() {
    var client = api.connect();
    for (int i = 0; i < 23; i++) {
      api.clock.advance(Duration.ofMinutes(5));
      tell(client);
    }
    assertThat(api.functions.events("Disconnect")).isEmpty();

    api.clock.advance(Duration.ofMinutes(5));

    assertThat(client.closed().status()).isEqualTo(1001);
  }

  @Test
  void theClientsCloseReachesDisconnect() {
    api.connect().close(4001, "enough");

    var event = api.functions.event("Disconnect");
    var context = event.get("requestContext");
    assertThat(context.get("routeKey").asText()).isEqualTo("$disconnect");
    assertThat(context.get("eventType").asText()).isEqualTo("DISCONNECT");
    assertThat(context.get("connectionId").asText()).isEqualTo(api.connection());
    assertThat(context.get("disconnectStatusCode").asInt()).isEqualTo(4001);
    assertThat(context.get("disconnectReason").asText()).isEqualTo("enough");
    assertThat(event.at("/headers/x-restapi").isTextual()).isTrue();
    assertThat(event.at("/multiValueHeaders/Host/0").asText()).isEqualTo(api.host());
    assertThat(event.has("body")).isFalse();
  }

  @Test
  void aCloseWithoutAStatusIs1005() {
    api.connect().close(1005, null);

    JsonNode context = api.functions.event("Disconnect").get("requestContext");
    assertThat(context.get("disconnectStatusCode").asInt()).isEqualTo(1005);
    assertThat(context.get("disconnectReason").asText()).isEqualTo("Client-side close frame status not set");
  }

  @Test
  void aDroppedConnectionIs1006() {
    api.connect().drop();

    var context = api.functions.event("Disconnect").get("requestContext");
    assertThat(context.get("disconnectStatusCode").asInt()).isEqualTo(1006);
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html */
  @Test
  void disconnectIsBestEffortAndMayBeLost() throws Exception {
    var ended = new CompletableFuture<Integer>();
    api.hooks.watch(new GatewayListener() {
      @Override
      public void socketClosed(String connection, int status) {
        ended.complete(status);
      }
    });
    api.hooks.disturb(new GatewayFaults() {
      @Override
      public boolean losesDisconnect(String connection) {
        return true;
      }
    });

    api.connect().close(1000, null);

    assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo(1000);
    assertThat(api.functions.events("Disconnect")).isEmpty();
  }

  @Test
  void whatAFunctionAnswersAfterTheEndIsLost() {
    api.functions.hangs("Ask");
    var client = api.connect().send("{\"action\":\"ask\"}");
    api.functions.event("Ask");
    client.close(1000, null);
    api.functions.event("Disconnect");

    api.functions.release();

    assertThat(client.closed().status()).isEqualTo(1000);
    assertThat(client.unread()).isEmpty();
  }
}
