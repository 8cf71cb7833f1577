package app.culver.local.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.gateway.FakeFunctions;
import app.culver.local.gateway.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The integration of {@code $connect}.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">
 *     The $connect and $disconnect routes</a>
 */
class ConnectTest {
  private final SocketFixture api = SocketFixture.open();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void theEventCarriesTheUpgradeRequest() {
    var request = api.request("/live?a=1&a=2");
    request.setHeader("x-own", "mine");
    TestClient.connect(request);

    var event = (ObjectNode) api.functions.event("Connect");
    assertThat(event.at("/headers/x-own").asText()).as("the case of names is kept").isEqualTo("mine");
    assertThat(event.at("/multiValueHeaders/x-own/0").asText()).isEqualTo("mine");
    assertThat(event.at("/headers/X-Forwarded-For").asText()).isEqualTo("127.0.0.1");
    assertThat(event.at("/queryStringParameters/a").asText()).isEqualTo("2");
    assertThat(event.at("/multiValueQueryStringParameters/a")).hasSize(2);
    assertThat(event.get("isBase64Encoded").asBoolean()).isFalse();
    var context = (ObjectNode) event.get("requestContext");
    var requestId = context.remove("requestId").asText();
    assertThat(context.remove("extendedRequestId").asText()).isEqualTo(requestId);
    assertThat(context.remove("connectionId").asText()).hasSize(16).endsWith("=");
    ((ObjectNode) context.get("identity")).remove("userAgent");
    assertThat(context).isEqualTo(json("""
        {"routeKey": "$connect", "eventType": "CONNECT", "requestTime": "23/Nov/2026:09:00:00 +0000",
         "messageDirection": "IN", "stage": "live", "connectedAt": 1795424400000, "requestTimeEpoch": 1795424400000,
         "identity": {"sourceIp": "127.0.0.1"}, "domainName": "%s", "apiId": "api2"}""".formatted(api.host())));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 429, 500})
  void aStatusThatIsNoSuccessRefusesTheUpgradeWithIt(int status) {
    api.functions.returns("Connect", "{\"statusCode\":" + status + "}");

    assertThat(TestClient.refused(api.request("/live"))).isEqualTo(status);
    assertThat(api.functions.events("Disconnect")).isEmpty();
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html */
  @Test
  void aFunctionThatThrowsOrBabblesRefusesTheUpgradeWith502() {
    api.functions.fails("Connect", "secret");
    assertThat(TestClient.refused(api.request("/live"))).isEqualTo(502);

    api.functions.does("Connect", _ -> FakeFunctions.returned("\"fine\""));
    assertThat(TestClient.refused(api.request("/live"))).isEqualTo(502);
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
  @Test
  void theUpgradeIsPendingForTwentyNineSecondsAtMost() {
    api.functions.hangs("Connect");
    var status = CompletableFuture.supplyAsync(() -> TestClient.refused(api.request("/live")));
    api.functions.event("Connect");

    api.clock.advance(Duration.ofSeconds(28));
    assertThat(status).isNotDone();
    api.clock.advance(Duration.ofSeconds(1));

    assertThat(status.join()).isEqualTo(504);
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-connect-route-subprotocol.html */
  @Test
  void theSubprotocolIsTheOneThatTheFunctionAnswers() {
    api.functions.returns("Connect", "{\"statusCode\":200,\"headers\":{\"sec-websocket-protocol\":\"culver.v1\"}}");
    try (var client = HttpClient.newHttpClient()) {
      var socket = client.newWebSocketBuilder().subprotocols("culver.v1", "bearer.abc")
          .buildAsync(URI.create("ws://" + api.host() + "/live"), new WebSocket.Listener() {}).join();

      assertThat(socket.getSubprotocol()).isEqualTo("culver.v1");
      assertThat(api.functions.event("Connect").at("/headers/Sec-WebSocket-Protocol").asText())
          .isEqualTo("culver.v1, bearer.abc");
      socket.abort();
    }
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-connect-route-subprotocol.html */
  @Test
  void withoutAnAnswerNoSubprotocolIsEchoed() {
    var request = api.request("/live");
    request.setSubProtocols("culver.v1");

    assertThat(TestClient.connect(request).header("Sec-WebSocket-Protocol")).isNull();
  }

  @Test
  void noExtensionIsAgreedTo() {
    var request = api.request("/live");
    request.addExtensions("permessage-deflate");

    assertThat(TestClient.connect(request).header("Sec-WebSocket-Extensions")).isNull();
  }

  @Test
  void anotherStageIsForbidden() {
    assertThat(TestClient.refused(api.request("/test"))).isEqualTo(403);
    assertThat(TestClient.refused(api.request("/live/deeper"))).isEqualTo(403);
    assertThat(api.functions.events("Connect")).isEmpty();
  }

  @Test
  void whatIsNoUpgradeIsNotTaken() throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(HttpRequest.newBuilder(URI.create("http://" + api.host() + "/live")).build(),
          HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(426);
    }
  }

  private static JsonNode json(String text) {
    return Json.parse(text).orElseThrow();
  }
}
