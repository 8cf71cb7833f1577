package app.culver.local.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.culver.local.gateway.FakeFunctions;
import app.culver.local.gateway.GatewayFaults;
import app.culver.local.gateway.RequestId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ApiGatewayManagementApiException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PayloadTooLargeException;

/**
 * The management API, by the real AWS SDK.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">
 *     {@code @connections} commands</a>
 */
class ManagementApiTest {
  private final SocketFixture api = SocketFixture.open();
  private final ApiGatewayManagementApiClient management = api.management("secret");

  @AfterEach
  void close() {
    management.close();
    api.close();
  }

  @Test
  void aPostReachesTheClient() {
    var client = api.connect();

    post(api.connection(), "hällo");

    assertThat(client.next()).isEqualTo("hällo");
  }

  @Test
  void aPostOf128KibibytesReachesTheClientWhole() {
    var client = api.connect();

    post(api.connection(), "x".repeat(128 * 1024));

    assertThat(client.next()).hasSize(128 * 1024);
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
  @Test
  void aPostOfOneByteMoreIsTooLarge() {
    var client = api.connect();
    var connection = api.connection();

    assertThatThrownBy(() -> post(connection, "x".repeat(128 * 1024 + 1)))
        .isInstanceOf(PayloadTooLargeException.class);
    post(connection, "after");
    assertThat(client.next()).isEqualTo("after");
  }

  @Test
  void aConnectionCanBeDescribed() {
    api.connect();
    api.clock.advance(Duration.ofMinutes(1));
    var connection = api.connection();
    post(connection, "x");

    var described = management.getConnection(get -> get.connectionId(connection));

    assertThat(described.connectedAt()).isEqualTo(SocketFixture.START);
    assertThat(described.lastActiveAt()).isEqualTo(SocketFixture.START.plusSeconds(60));
    assertThat(described.identity().sourceIp()).isEqualTo("127.0.0.1");
  }

  /** No code can be given; 1000 is what was seen on AWS: https://github.com/boto/boto3/issues/3789 */
  @Test
  void aDeletedConnectionIsClosedWith1000() {
    var client = api.connect();

    management.deleteConnection(delete -> delete.connectionId(api.connection()));

    assertThat(client.closed().status()).isEqualTo(1000);
    var context = api.functions.event("Disconnect").get("requestContext");
    assertThat(context.get("disconnectStatusCode").asInt()).isEqualTo(1000);
    assertThat(context.get("disconnectReason").asText()).isEqualTo("Connection Closed Normally");
  }

  /** https://repost.aws/knowledge-center/410-gone-api-gateway */
  @Test
  void whatIsOverIsGone() {
    api.connect().close(1000, null);
    api.functions.event("Disconnect");
    var connection = api.connection();

    assertThatThrownBy(() -> post(connection, "x")).isInstanceOf(GoneException.class);
    assertThatThrownBy(() -> management.getConnection(get -> get.connectionId(connection)))
        .isInstanceOf(GoneException.class);
    assertThatThrownBy(() -> management.deleteConnection(delete -> delete.connectionId(connection)))
        .isInstanceOf(GoneException.class);
  }

  /** https://repost.aws/knowledge-center/410-gone-api-gateway */
  @Test
  void whatNeverWasIsGone() {
    assertThatThrownBy(() -> post(RequestId.next(), "x")).isInstanceOf(GoneException.class);
  }

  @Test
  void whatIsNoIdIsABadRequest() {
    var refusal = catchThrowableOfType(ApiGatewayManagementApiException.class, () -> post("no-id", "x"));

    assertThat(refusal.statusCode()).isEqualTo(400);
  }

  /** https://repost.aws/knowledge-center/410-gone-api-gateway */
  @Test
  void aPostBeforeConnectHasReturnedIsGone() {
    var outcome = new CompletableFuture<String>();
    api.functions.does("Connect", event -> {
      try {
        post(event.at("/requestContext/connectionId").asText(), "too early");
        outcome.complete("posted");
      } catch (GoneException gone) {
        outcome.complete("gone");
      }
      return FakeFunctions.returned("{\"statusCode\":200}");
    });

    var client = api.connect();

    assertThat(outcome.join()).isEqualTo("gone");
    post(api.connection(), "in time");
    assertThat(client.next()).isEqualTo("in time");
  }

  @Test
  void anUnsignedCallIsForbidden() throws IOException, InterruptedException {
    api.connect();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(
          HttpRequest.newBuilder(URI.create("http://" + api.host() + "/live/@connections/" + api.connection()))
              .POST(HttpRequest.BodyPublishers.ofString("x")).build(),
          HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
    }
  }

  @Test
  void aCallSignedWithAnotherSecretIsForbidden() {
    api.connect();
    try (var stranger = api.management("guessed")) {
      var refusal = catchThrowableOfType(ApiGatewayManagementApiException.class, () -> stranger.postToConnection(
          post -> post.connectionId(api.connection()).data(SdkBytes.fromUtf8String("x"))));

      assertThat(refusal.statusCode()).isEqualTo(403);
      assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException");
    }
  }

  @Test
  void faultsAreWhatTheSdkSeesOnAWorseDay() {
    var client = api.connect();
    var connection = api.connection();

    api.hooks.disturb(always(GatewayFaults.ManagementFault.GONE_ALTHOUGH_DONE));
    assertThatThrownBy(() -> post(connection, "delivered")).isInstanceOf(GoneException.class);
    assertThat(client.next()).isEqualTo("delivered");

    api.hooks.disturb(always(GatewayFaults.ManagementFault.GONE));
    assertThatThrownBy(() -> post(connection, "lost")).isInstanceOf(GoneException.class);
    api.hooks.disturb(always(GatewayFaults.ManagementFault.LIMIT_EXCEEDED));
    assertThatThrownBy(() -> post(connection, "lost")).isInstanceOf(LimitExceededException.class);

    api.hooks.disturb(GatewayFaults.NONE);
    post(connection, "next");
    assertThat(client.next()).isEqualTo("next");
  }

  /** https://docs.aws.amazon.com/cli/latest/reference/apigatewaymanagementapi/post-to-connection.html: 429 */
  @Test
  void aClientThatDoesNotReadFillsItsBuffer() {
    try (var client = HttpClient.newHttpClient()) {
      var deaf = client.newWebSocketBuilder().buildAsync(URI.create("ws://" + api.host() + "/live"),
          new WebSocket.Listener() {
            @Override
            public void onOpen(WebSocket socket) {
              // Asks for nothing.
            }
          }).join();
      var connection = api.connection();
      var message = "x".repeat(128 * 1024);

      assertThatThrownBy(() -> {
        for (int i = 0; i < 1000; i++) {
          post(connection, message);
        }
      }).isInstanceOf(LimitExceededException.class);
      deaf.abort();
    }
  }

  private static GatewayFaults always(GatewayFaults.ManagementFault fault) {
    return new GatewayFaults() {
      @Override
      public ManagementFault onManagement(String method, String connection, byte[] body) {
        return fault;
      }
    };
  }

  private void post(String connection, String text) {
    management.postToConnection(post -> post.connectionId(connection).data(SdkBytes.fromUtf8String(text)));
  }
}
