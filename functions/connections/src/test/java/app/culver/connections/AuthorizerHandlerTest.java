package app.culver.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.aws.Story;
import app.culver.aws.gateway.TestContext;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.memory.Samples;
import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.RefusedException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizerHandlerTest {
  private static final String ALLOWED = "https://chat.example.org";

  private final Story story = new Story();
  private final String token = story.token(story.alicePhone);

  private AuthorizerHandler handler(Devices devices) {
    return new AuthorizerHandler(story.keys, story.verifier, devices, Set.of(ALLOWED));
  }

  private static ObjectNode event(String name) {
    return (ObjectNode) Story.read("events/authorizer/" + name + ".json");
  }

  /** Sets a header as the gateway has it: the last value alone, and all of them. */
  private static ObjectNode with(ObjectNode event, String name, String... values) {
    event.withObject("headers").put(name, values[values.length - 1]);
    var all = event.withObject("multiValueHeaders").putArray(name);
    for (String value : values) {
      all.add(value);
    }
    return event;
  }

  private JsonNode ask(ObjectNode event) {
    return ask(handler(story.devices), event);
  }

  private static JsonNode ask(AuthorizerHandler handler, ObjectNode event) {
    try {
      var out = new ByteArrayOutputStream();
      handler.handleRequest(new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)), out,
          new TestContext("request"));
      return new ObjectMapper().readTree(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void denied(ObjectNode event) {
    JsonNode answer = ask(event);
    assertThat(answer.at("/policyDocument/Statement/0/Effect").asText()).isEqualTo("Deny");
    assertThat(answer.has("context")).isFalse();
  }

  private ObjectNode browser(String subprotocols) {
    return with(event("browser"), "Sec-WebSocket-Protocol", subprotocols);
  }

  private ObjectNode header(String... authorizations) {
    return with(event("header"), "Authorization", authorizations);
  }

  @Test
  void aBrowserComesInByItsSubprotocolsAndTheContextSaysWhoItIs() throws IOException {
    JsonNode answer = ask(browser("culver.v1, bearer." + token));

    assertThat(answer).isEqualTo(new ObjectMapper().readTree("""
        {"principalId": "%1$s",
         "policyDocument": {"Version": "2012-10-17", "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow",
          "Resource": "arn:aws:execute-api:eu-central-1:123456789012:f6g7h8i9j0/live/$connect"}]},
         "context": {"account": "%1$s", "device": "%2$s", "session": "%3$s"}}
        """.formatted(story.alicePhone.account(), story.alicePhone.id(), story.alicePhone.session().orElseThrow())));
  }

  @Test
  void othersComeInByTheHeader() {
    assertThat(ask(header("Bearer " + token)).at("/policyDocument/Statement/0/Effect").asText()).isEqualTo("Allow");
  }

  @Test
  void namesOfHeadersMayBeWrittenInAnyCase() {
    ObjectNode event = event("no-token");

    assertThat(ask(with(event, "AUTHORIZATION", "bearer " + token)).has("context")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://elsewhere.example", "null", "", "https://chat.example.org.evil.example",
      "http://chat.example.org", "https://chat.example.org:444", "https://chat.example.org,https://elsewhere.example"})
  void aForeignOriginIsDenied(String origin) {
    denied(with(browser("culver.v1, bearer." + token), "Origin", origin));
  }

  @Test
  void aForeignOriginBesideAnAllowedOneIsDenied() {
    denied(with(browser("culver.v1, bearer." + token), "Origin", "https://elsewhere.example", ALLOWED));
  }

  @Test
  void withoutAllowedOriginsNoBrowserComesIn() {
    AuthorizerHandler strict = new AuthorizerHandler(story.keys, story.verifier, story.devices, Set.of());

    assertThat(ask(strict, browser("culver.v1, bearer." + token)).has("context")).isFalse();
    assertThat(ask(strict, header("Bearer " + token)).has("context")).isTrue();
  }

  @Test
  void withoutATokenNobodyComesIn() {
    denied(event("no-token"));
    denied(event("keep-alive"));
    denied(browser("culver.v1"));
    denied(browser("culver.v1, bearer."));
    denied(browser("bearer." + token));
    denied(header("Basic " + token));
    denied(header(token));
  }

  @Test
  void aTokenInTheAddressIsNotLookedAt() {
    ObjectNode event = event("no-token");
    event.withObject("queryStringParameters").put("token", token).put("access_token", token).put("Authorization",
        "Bearer " + token);

    denied(event);
  }

  @Test
  void twoTokensAreNone() {
    denied(header("Bearer " + token, "Bearer " + token));
    denied(browser("culver.v1, bearer." + token + ", bearer." + token));
    denied(with(browser("culver.v1, bearer." + token), "Authorization", "Bearer " + token));
  }

  @Test
  void aTokenThatDoesNotVerifyIsDenied() {
    denied(event("browser"));
    denied(header("Bearer " + token.substring(0, token.length() - 2)));
    story.now = story.now.plus(Duration.ofMinutes(16));
    denied(header("Bearer " + token));
  }

  @Test
  void anUnexpiredTokenOfARemovedDeviceOrAnotherSessionIsDenied() {
    Device other = Samples.device(story.alicePhone.account(), 5);
    denied(header("Bearer " + story.token(other)));

    story.devices.remove(story.alicePhone.id());
    denied(header("Bearer " + token));
  }

  @Test
  void whenTheTableIsOutOfReachTheClientIsNotToldThatItsTokenIsBad() {
    AuthorizerHandler broken = handler(_ -> {
      throw new Busy().exception();
    });

    assertThatThrownBy(() -> ask(broken, header("Bearer " + token))).isInstanceOf(RefusedException.class);
  }
}
