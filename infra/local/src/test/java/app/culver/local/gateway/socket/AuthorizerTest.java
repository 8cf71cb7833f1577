package app.culver.local.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.gateway.FakeFunctions;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">REQUEST
 *     authorizers</a>
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html">what they
 *     return</a>
 */
class AuthorizerTest {
  private SocketFixture api = SocketFixture.guarded();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void theEventIsThatOfARequestAuthorizer() {
    api.functions.returns("Authorizer", SocketFixture.policy("Allow", "{}"));
    var request = api.request("/live?a=1");
    request.setHeader("Authorization", "Bearer abc");
    TestClient.connect(request);

    var event = api.functions.event("Authorizer");
    assertThat(event.get("type").asText()).isEqualTo("REQUEST");
    assertThat(event.get("methodArn").asText())
        .isEqualTo("arn:aws:execute-api:eu-central-1:000000000000:api2/live/$connect");
    assertThat(event.at("/headers/Authorization").asText()).isEqualTo("Bearer abc");
    assertThat(event.at("/multiValueHeaders/Authorization/0").asText()).isEqualTo("Bearer abc");
    assertThat(event.at("/queryStringParameters/a").asText()).isEqualTo("1");
    assertThat(event.at("/multiValueQueryStringParameters/a/0").asText()).isEqualTo("1");
    assertThat(event.get("stageVariables").isObject()).isTrue();
    assertThat(event.at("/requestContext/routeKey").asText()).isEqualTo("$connect");
    assertThat(event.at("/requestContext/eventType").asText()).isEqualTo("CONNECT");
    assertThat(event.at("/requestContext/connectionId").asText()).isEqualTo(api.connection());
    assertThat(event.at("/requestContext/authorizer").isMissingNode()).isTrue();
  }

  @Test
  void itsContextRidesOnEveryLaterEventAsStrings() {
    api.functions.returns("Authorizer",
        SocketFixture.policy("Allow", "{\"account\":\"a1\",\"number\":123,\"flag\":true}"));
    var client = api.connect();
    client.send("{\"action\":\"tell\"}");
    var tell = api.functions.event("Tell");
    client.close(1000, null);

    for (JsonNode event : new JsonNode[]{api.functions.event("Connect"), tell, api.functions.event("Disconnect")}) {
      var authorizer = event.at("/requestContext/authorizer");
      assertThat(authorizer.get("principalId").textValue()).isEqualTo("me");
      assertThat(authorizer.get("account").textValue()).isEqualTo("a1");
      assertThat(authorizer.get("number").textValue()).isEqualTo("123");
      assertThat(authorizer.get("flag").textValue()).isEqualTo("true");
      assertThat(authorizer.get("integrationLatency").isNumber()).isTrue();
    }
  }

  @Test
  void aDenialIsForbiddenAndAsksNoFurther() {
    api.functions.returns("Authorizer", SocketFixture.policy("Deny", "{}"));

    assertThat(TestClient.refused(api.request("/live"))).isEqualTo(403);
    assertThat(api.functions.events("Connect")).isEmpty();
  }

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
  @Test
  void aPolicyForAnotherResourceAllowsNothing() {
    api.functions.returns("Authorizer", SocketFixture.policy("Allow", "{}").replace("live/$connect", "live/*/*"));
    assertThat(TestClient.refused(api.request("/live"))).isEqualTo(403);

    api.functions.returns("Authorizer", SocketFixture.policy("Allow", "{}").replace("live/$connect", "*"));
    api.connect();
  }

  @Test
  void theErrorUnauthorizedIsTheOnlyOneThatIs401() {
    api.functions.fails("Authorizer", "Unauthorized");
    assertThat(TestClient.refused(api.request("/live"))).isEqualTo(401);

    api.functions.fails("Authorizer", "no token");
    assertThat(TestClient.refused(api.request("/live"))).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not JSON", "{}", "{\"principalId\":\"me\"}",
      "{\"principalId\":\"me\",\"policyDocument\":{\"Statement\":[{\"Effect\":\"Perhaps\",\"Action\":\"*\",\"Resource\":\"*\"}]}}",
      "{\"policyDocument\":{\"Statement\":[]}}", "{\"statusCode\":401}"})
  void whatIsNoPolicyIsTheAuthorizersOwnFault(String answer) {
    api.functions.does("Authorizer", _ -> FakeFunctions.returned(answer));

    assertThat(TestClient.refused(api.request("/live"))).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"list\":[]}", "{\"object\":{}}", "{\"nothing\":null}"})
  void aContextOfOtherThanScalarsIsTheAuthorizersOwnFault(String context) {
    api.functions.returns("Authorizer", SocketFixture.policy("Allow", context));

    assertThat(TestClient.refused(api.request("/live"))).isEqualTo(500);
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
  @Test
  void aResultOfMoreThanEightKilobytesIsTheAuthorizersOwnFault() {
    api.functions.returns("Authorizer", SocketFixture.policy("Allow", "{\"a\":\"" + "x".repeat(8 * 1024) + "\"}"));

    assertThat(TestClient.refused(api.request("/live"))).isEqualTo(500);
  }

  @Test
  void anAuthorizerThatHangsIsGivenUp() {
    api.functions.hangs("Authorizer");
    var status = CompletableFuture.supplyAsync(() -> TestClient.refused(api.request("/live")));
    api.functions.event("Authorizer");

    api.clock.advance(Duration.ofSeconds(29));

    assertThat(status.join()).isEqualTo(500);
  }

  @Test
  void aMissingIdentitySourceIs401WithoutAskingTheAuthorizer() {
    api.close();
    api = SocketFixture.guarded("route.request.header.Authorization", "route.request.querystring.q");
    api.functions.returns("Authorizer", SocketFixture.policy("Allow", "{}"));

    assertThat(TestClient.refused(api.request("/live?q=1"))).isEqualTo(401);
    var withoutValue = api.request("/live?q=");
    withoutValue.setHeader("Authorization", "x");
    assertThat(TestClient.refused(withoutValue)).isEqualTo(401);
    assertThat(api.functions.events("Authorizer")).isEmpty();

    var whole = api.request("/live?q=1");
    whole.setHeader("Authorization", "x");
    TestClient.connect(whole);
    assertThat(api.functions.events("Authorizer")).hasSize(1);
  }
}
