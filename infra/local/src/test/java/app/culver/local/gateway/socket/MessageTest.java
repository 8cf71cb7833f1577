package app.culver.local.gateway.socket;

import static app.culver.local.gateway.FakeFunctions.returned;
import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.gateway.FakeFunctions;
import app.culver.local.gateway.GatewayListener;
import app.culver.local.template.SocketApi.Route;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html">Routes</a>
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html">Route
 *     responses</a>
 */
class MessageTest {
  private SocketFixture api = SocketFixture.open();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aMessageGoesToTheRouteThatItsActionNames() {
    api.connect().send("{\"action\":\"tell\",\"x\":1}");

    var event = (ObjectNode) api.functions.event("Tell");
    assertThat(event.get("body").asText()).isEqualTo("{\"action\":\"tell\",\"x\":1}");
    assertThat(event.get("isBase64Encoded").asBoolean()).isFalse();
    assertThat(event.has("headers")).isFalse();
    var context = event.get("requestContext");
    assertThat(context.get("routeKey").asText()).isEqualTo("tell");
    assertThat(context.get("eventType").asText()).isEqualTo("MESSAGE");
    assertThat(context.get("messageId").asText()).hasSize(16);
    assertThat(context.get("connectionId").asText()).isEqualTo(api.connection());
    assertThat(context.get("connectedAt").asLong()).isEqualTo(SocketFixture.START.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"action\":\"unknown\"}", "{\"other\":1}", "not JSON", "[]", "\"tell\"", "",
      "{\"action\":null}", "{\"action\":[\"tell\"]}", "{\"action\":\"$connect\"}", "{\"action\":\"$disconnect\"}"})
  void whatMatchesNoRouteGoesToTheDefaultRoute(String message) {
    api.connect().send(message);

    var event = api.functions.event("Default");
    assertThat(event.get("body").asText()).isEqualTo(message);
    assertThat(event.at("/requestContext/routeKey").asText()).isEqualTo("$default");
  }

  @Test
  void withoutADefaultRouteItIsForbidden() {
    api.close();
    api = new SocketFixture(List.of(new Route("$connect", "Connect", false)), Optional.empty(), List.of());

    var answer = api.connect().send("{\"action\":\"unknown\"}").next();

    assertThat(SocketFixture.member(answer, "message")).isEqualTo("Forbidden");
    assertThat(SocketFixture.member(answer, "connectionId")).isEqualTo(api.connection());
    assertThat(SocketFixture.member(answer, "requestId")).hasSize(16);
  }

  @Test
  void aTwoWayRouteSendsTheBodyThatTheFunctionReturns() {
    api.functions.returns("Ask", "{\"statusCode\":200,\"body\":\"hello\"}");

    assertThat(api.connect().send("{\"action\":\"ask\"}").next()).isEqualTo("hello");
  }

  @Test
  void aTwoWayRouteSendsTheBodyOfAnErrorToo() {
    api.functions.returns("Ask", "{\"statusCode\":400,\"body\":\"no\"}");

    assertThat(api.connect().send("{\"action\":\"ask\"}").next()).isEqualTo("no");
  }

  @Test
  void aOneWayRouteSendsNothing() {
    api.functions.returns("Tell", "{\"statusCode\":200,\"body\":\"lost\"}");
    api.functions.returns("Ask", "{\"statusCode\":200,\"body\":\"after\"}");
    var client = api.connect().send("{\"action\":\"tell\"}");
    api.functions.event("Tell");

    assertThat(client.send("{\"action\":\"ask\"}").next()).isEqualTo("after");
    assertThat(client.unread()).isEmpty();
  }

  /** One-way routes are told of failures as well: https://github.com/aws-samples/simple-websockets-chat-app/issues/42 */
  @ParameterizedTest
  @ValueSource(strings = {"ask", "tell"})
  void aFunctionThatThrowsIsAnInternalErrorThatTellsNothing(String action) {
    api.functions.fails("Ask", "secret").fails("Tell", "secret");

    var answer = api.connect().send("{\"action\":\"" + action + "\"}").next();

    assertThat(SocketFixture.member(answer, "message")).isEqualTo("Internal server error");
    assertThat(SocketFixture.member(answer, "connectionId")).isEqualTo(api.connection());
    assertThat(answer).doesNotContain("secret");
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html */
  @ParameterizedTest
  @ValueSource(strings = {"null", "\"hello\"", "{\"body\":\"hello\"}", "{\"statusCode\":200,\"body\":{}}", "nonsense"})
  void aMalformedAnswerIsAnInternalError(String payload) {
    api.functions.does("Ask", _ -> returned(payload));

    var answer = api.connect().send("{\"action\":\"ask\"}").next();

    assertThat(SocketFixture.member(answer, "message")).isEqualTo("Internal server error");
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
  @Test
  void afterTwentyNineSecondsTheClientIsToldAndTheConnectionGoesOn() {
    api.functions.hangs("Ask").returns("Default", "{\"statusCode\":200,\"body\":\"still here\"}");
    var client = api.connect().send("{\"action\":\"ask\"}");
    api.functions.event("Ask");

    api.clock.advance(Duration.ofSeconds(29));

    assertThat(SocketFixture.member(client.next(), "message")).isEqualTo("Endpoint request timed out");
    assertThat(client.send("x").next()).isEqualTo("still here");
  }

  @Test
  void messagesOfOneConnectionAreHandledSideBySide() {
    var first = new CountDownLatch(1);
    api.functions.does("Ask", event -> {
      if (event.get("body").asText().contains("first")) {
        FakeFunctions.await(first);
        return returned("{\"statusCode\":200,\"body\":\"first\"}");
      }
      return returned("{\"statusCode\":200,\"body\":\"second\"}");
    });

    var client = api.connect().send("{\"action\":\"ask\",\"is\":\"first\"}").send("{\"action\":\"ask\"}");

    assertThat(client.next()).isEqualTo("second");
    first.countDown();
    assertThat(client.next()).isEqualTo("first");
  }

  @Test
  void aListenerCountsWhatPasses() {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    api.hooks.watch(new GatewayListener() {
      @Override
      public void messageReceived(String connection, String route, String text) {
        heard.add("in " + route + " " + text.length());
      }

      @Override
      public void messageSent(String connection, Origin origin, String text) {
        heard.add("out " + origin + " " + text);
      }
    });
    api.functions.returns("Ask", "{\"statusCode\":200,\"body\":\"hello\"}");

    api.connect().send("{\"action\":\"ask\"}").next();

    assertThat(heard).containsExactly("in ask 16", "out ROUTE_RESPONSE hello");
  }
}
