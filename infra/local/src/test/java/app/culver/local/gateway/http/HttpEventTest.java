package app.culver.local.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.gateway.Json;
import app.culver.local.template.HttpApi.Route;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">
 *     Payload format 2.0</a>
 */
class HttpEventTest {
  private final HttpFixture api = HttpFixture.of(new Route("POST", "/v1/things/{thing}", "ThingsFunction"),
      new Route("ANY", "/{rest+}", "RestFunction"));

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void anEventHasTheFieldsOfPayloadFormat2() {
    api.send(api.request("/v1/things/a%2Fb?x=1&x=2&y=a%20b&z").header("X-Two", "one").header("X-Two", "two")
        .header("User-Agent", "tests").header("Cookie", "a=1; b=2").header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"ä\":1}")));

    var event = (ObjectNode) api.functions.event("ThingsFunction");
    var context = (ObjectNode) event.get("requestContext");
    assertThat(context.remove("requestId").asText()).hasSize(16).endsWith("=");
    assertThat(((ObjectNode) event.get("headers")).remove("x-amzn-trace-id").asText()).startsWith("Root=1-");
    assertThat(event).isEqualTo(json("""
        {
          "version": "2.0",
          "routeKey": "POST /v1/things/{thing}",
          "rawPath": "/v1/things/a%2Fb",
          "rawQueryString": "x=1&x=2&y=a%20b&z",
          "cookies": ["a=1", "b=2"],
          "headers": {
            "content-length": "8",
            "content-type": "application/json",
            "host": "HOST",
            "user-agent": "tests",
            "x-forwarded-for": "127.0.0.1",
            "x-forwarded-port": "PORT",
            "x-forwarded-proto": "http",
            "x-two": "one,two"
          },
          "queryStringParameters": {"x": "1,2", "y": "a b", "z": ""},
          "requestContext": {
            "accountId": "000000000000",
            "apiId": "api1",
            "domainName": "HOST",
            "domainPrefix": "127",
            "http": {
              "method": "POST",
              "path": "/v1/things/a%2Fb",
              "protocol": "HTTP/1.1",
              "sourceIp": "127.0.0.1",
              "userAgent": "tests"
            },
            "routeKey": "POST /v1/things/{thing}",
            "stage": "$default",
            "time": "23/Nov/2026:09:00:00 +0000",
            "timeEpoch": 1795424400000
          },
          "pathParameters": {"thing": "a/b"},
          "body": "{\\"ä\\":1}",
          "isBase64Encoded": false
        }
        """));
  }

  @Test
  void whatARequestLacksItsEventLacks() {
    api.get("/plain");

    var event = api.functions.event("RestFunction");
    assertThat(event.has("cookies")).isFalse();
    assertThat(event.has("queryStringParameters")).isFalse();
    assertThat(event.has("body")).isFalse();
    assertThat(event.get("rawQueryString").asText()).isEmpty();
    assertThat(event.get("isBase64Encoded").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/octet-stream", "application/x-www-form-urlencoded", "image/png",
      "application/problem+json"})
  void aBodyOfAnotherTypeThanTextArrivesInBase64(String type) {
    api.send(api.request("/x").header("Content-Type", type).POST(BodyPublishers.ofString("a=1")));

    var event = api.functions.event("RestFunction");
    assertThat(event.get("isBase64Encoded").asBoolean()).isTrue();
    assertThat(Base64.getDecoder().decode(event.get("body").asText())).isEqualTo("a=1".getBytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "text/csv; charset=utf-8", "application/json; charset=utf-8", "application/xml",
      "Application/JavaScript"})
  void aBodyOfTextArrivesAsItIs(String type) {
    api.send(api.request("/x").header("Content-Type", type).POST(BodyPublishers.ofString("a=1")));

    var event = api.functions.event("RestFunction");
    assertThat(event.get("isBase64Encoded").asBoolean()).isFalse();
    assertThat(event.get("body").asText()).isEqualTo("a=1");
  }

  @Test
  void aBodyWithoutATypeArrivesInBase64() {
    api.send(api.request("/x").POST(BodyPublishers.ofString("a=1")));

    assertThat(api.functions.event("RestFunction").get("isBase64Encoded").asBoolean()).isTrue();
  }

  @Test
  void bytesThatAreNoTextStayBytesWhateverTheirTypeClaims() {
    api.send(api.request("/x").header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(new byte[]{'{', (byte) 0xff})));

    assertThat(api.functions.event("RestFunction").get("isBase64Encoded").asBoolean()).isTrue();
  }

  private JsonNode json(String text) {
    var port = api.host().replaceFirst(".*:", "");
    return Json.parse(text.replace("HOST", api.host()).replace("PORT", port)).orElseThrow();
  }
}
