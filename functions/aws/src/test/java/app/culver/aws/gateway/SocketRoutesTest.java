package app.culver.aws.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.aws.json.Json;
import app.culver.aws.runtime.Log;
import app.culver.core.memory.MemoryConnections;
import app.culver.core.refusal.Refusal.NotFound;
import app.culver.core.refusal.Refusal.SessionEnded;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames by the events that the gateway sends. */
class SocketRoutesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private record Echo(String text) {}

  private final MemoryConnections connections = new MemoryConnections();
  private final List<String> log = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private final SocketRoutes routes = new SocketRoutes(connections)
      .answering("ping", frame -> frame.answer("pong", frame.payload(Echo.class)))
      .posting("send", this::handle).quiet("receipt", this::handle).refusingOthers()
      .lifecycle("$connect", _ -> new SocketAnswer(200, Map.of("Sec-WebSocket-Protocol", "culver.v1")))
      .lifecycle("$disconnect", _ -> {
        throw new NotFound().exception();
      });

  private void handle(Frame frame) {
    frame.payload(Echo.class);
    frames.add(frame);
  }

  private static ObjectNode event(String file, String route, String body) throws IOException {
    var event = (ObjectNode) MAPPER
        .readTree(Files.readString(Path.of(System.getProperty("culver.root"), "events", file)));
    event.withObject("requestContext").put("routeKey", route);
    return event.put("body", body);
  }

  private JsonNode handle(String route, String body) throws IOException {
    JsonNode answer = routes.handle(event("messages/ping.json", route, body),
        new Invocation(new Log(log::add, "server-id")));
    assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
    return answer.has("body") ? MAPPER.readTree(answer.path("body").asText()) : MAPPER.missingNode();
  }

  private JsonNode posted() throws IOException {
    JsonNode event = event("messages/ping.json", "send", "");
    List<String> posted = connections.frames(event.path("requestContext").path("connectionId").asText());
    assertThat(posted).hasSize(1);
    return MAPPER.readTree(posted.getFirst());
  }

  @Test
  void anAnsweringRouteReturnsItsAnswer() throws IOException {
    JsonNode answer = handle("ping", "{\"action\":\"ping\",\"requestId\":\"r-1\",\"text\":\"a\"}");
    assertThat(answer.toString()).isEqualTo("{\"type\":\"pong\",\"requestId\":\"r-1\",\"text\":\"a\"}");
    assertThat(connections.delivered()).isZero();
  }

  @Test
  void anAnsweringRouteReturnsItsRefusal() throws IOException {
    JsonNode answer = handle("ping", "{\"action\":\"ping\",\"requestId\":\"r-1\",\"text\":7}");
    assertThat(answer.path("type").asText()).isEqualTo("error");
    assertThat(answer.path("requestId").asText()).isEqualTo("r-1");
    assertThat(answer.path("problem").path("type").asText()).isEqualTo("urn:culver:problem:invalid-request");
    assertThat(answer.path("problem").path("errors").path(0).path("pointer").asText()).isEqualTo("/text");
    assertThat(answer.path("problem").path("requestId").asText()).isEqualTo("server-id");
    assertThat(connections.delivered()).isZero();
  }

  @Test
  void aPostingRoutePostsItsRefusal() throws IOException {
    assertThat(handle("send", "{\"action\":\"send\",\"requestId\":\"r-1\"}").isMissingNode()).isTrue();
    assertThat(posted().path("requestId").asText()).isEqualTo("r-1");
    assertThat(posted().path("problem").path("errors").path(0).path("pointer").asText()).isEqualTo("/text");
  }

  @Test
  void aHandledFrameOfAPostingRouteIsAnsweredByNobodyElse() throws IOException {
    assertThat(handle("send", "{\"action\":\"send\",\"requestId\":\"r-1\",\"text\":\"a\"}").isMissingNode()).isTrue();
    assertThat(connections.delivered()).isZero();
    assertThat(frames.getFirst().requestId()).contains("r-1");
  }

  @Test
  void whoSendsAFrameIsWhatTheAuthorizerSaid() throws IOException {
    handle("send", "{\"action\":\"send\",\"requestId\":\"r-1\",\"text\":\"a\"}");
    JsonNode context = event("messages/ping.json", "send", "").path("requestContext");
    Frame frame = frames.getFirst();
    assertThat(frame.caller().account().value()).isEqualTo(context.path("authorizer").path("account").asText());
    assertThat(frame.caller().device().value()).isEqualTo(context.path("authorizer").path("device").asText());
    assertThat(frame.caller().session().value()).isEqualTo(context.path("authorizer").path("session").asText());
    assertThat(frame.connection().value()).isEqualTo(context.path("connectionId").asText());
    assertThat(frame.connectedAt().toEpochMilli()).isEqualTo(context.path("connectedAt").asLong());
  }

  @Test
  void aRequestIdIsRequiredWhereThereIsAnAnswer() throws IOException {
    handle("receipt", "{\"action\":\"receipt\",\"text\":\"a\"}");
    assertThat(frames).hasSize(1);
    handle("send", "{\"action\":\"send\",\"text\":\"a\"}");
    assertThat(frames).hasSize(1);
    assertThat(posted().has("requestId")).isFalse();
    assertThat(posted().path("problem").path("errors").path(0).path("pointer").asText()).isEqualTo("/requestId");
    assertThat(handle("ping", "{\"action\":\"ping\",\"text\":\"a\"}").path("problem").path("errors").path(0)
        .path("pointer").asText()).isEqualTo("/requestId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "7", "null", "\"a b\"", "\"a\\nb\"", "\"\\ud83d\\ude00\"", "{}",
      "\"0123456789012345678901234567890123456789012345678901234567890123x\""})
  void anIllFormedRequestIdIsRefusedAndNotRepeated(String id) throws IOException {
    JsonNode answer = handle("ping", "{\"action\":\"ping\",\"requestId\":" + id + ",\"text\":\"a\"}");
    assertThat(answer.has("requestId")).isFalse();
    assertThat(answer.path("problem").path("errors").path(0).path("pointer").asText()).isEqualTo("/requestId");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"{'requestId':'r-1','action':'ping','a':[1,{'b':2}]",
      "{'a':{'requestId':'no'},'requestId':'r-1','requestId':'r-2'}", "{'a':[],'requestId':'r-1'} x",
      "{'requestId':'r-1','a':NaN}"})
  void theRequestIdIsFoundThoughTheRestIsNoJson(String body) throws IOException {
    JsonNode answer = handle("ping", body.replace('\'', '"'));
    assertThat(answer.path("requestId").asText()).isEqualTo("r-1");
    assertThat(answer.path("problem").path("type").asText()).isEqualTo("urn:culver:problem:malformed-json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "{\"requestId\"", "{\"x\":"})
  void withoutOneTheRefusalNamesNone(String body) throws IOException {
    JsonNode answer = handle("$default", body);
    assertThat(answer.has("requestId")).isFalse();
    assertThat(answer.path("problem").path("type").asText()).isEqualTo("urn:culver:problem:malformed-json");
  }

  @Test
  void whatNamesNoRouteIsAnUnknownAction() throws IOException {
    assertThat(handle("$default", "{\"action\":\"steal\",\"requestId\":\"r-1\",\"x\":1}").path("problem").path("type")
        .asText()).isEqualTo("urn:culver:problem:unknown-action");
    assertThat(handle("$default", "{\"requestId\":\"r-1\"}").path("problem").path("errors").path(0).path("pointer")
        .asText()).isEqualTo("/action");
    assertThat(handle("$default", "{\"action\":7,\"requestId\":\"r-1\"}").path("problem").path("errors").path(0)
        .path("pointer").asText()).isEqualTo("/action");
  }

  @Test
  void aSocketWhoseSessionHasEndedIsToldSoAndClosed() throws IOException {
    var ended = new SocketRoutes(connections).answering("ping", _ -> {
      throw new SessionEnded().exception();
    }).quiet("receipt", _ -> {
      throw new SessionEnded().exception();
    });
    for (String route : List.of("ping", "receipt")) {
      ObjectNode event = event("messages/ping.json", route, "{\"action\":\"any\",\"requestId\":\"r-1\"}");
      event.withObject("requestContext").put("connectionId", route);

      JsonNode answer = ended.handle(event, new Invocation(new Log(log::add, "server-id")));

      assertThat(answer.toString()).isEqualTo("{\"statusCode\":200}");
      assertThat(connections.frames(route)).singleElement().asString().contains("session-ended", "r-1");
      assertThat(connections.closed(route)).isTrue();
    }
  }

  @Test
  void aFrameHasALimit() throws IOException {
    String tooLong = "{\"action\":\"ping\",\"requestId\":\"r-1\",\"text\":\"" + "x".repeat(131_072) + "\"}";
    JsonNode answer = handle("ping", tooLong);
    assertThat(answer.path("problem").path("type").asText()).isEqualTo("urn:culver:problem:too-large");
    assertThat(answer.path("requestId").asText()).isEqualTo("r-1");
  }

  @Test
  void connectingAnswersByStatusAndHeaders() throws IOException {
    var invocation = new Invocation(new Log(log::add, "server-id"));
    assertThat(routes.handle(event("connections/connect-browser.json", "$connect", ""), invocation).toString())
        .isEqualTo("{\"statusCode\":200,\"headers\":{\"Sec-WebSocket-Protocol\":\"culver.v1\"}}");
    assertThat(routes.handle(event("connections/disconnect.json", "$disconnect", ""), invocation).toString())
        .isEqualTo("{\"statusCode\":404}");
  }

  @Test
  void aRouteThatTheFunctionLacksIsAFaultOfTheDeployment() throws IOException {
    ObjectNode event = event("messages/ping.json", "other", "{}");
    assertThatThrownBy(() -> routes.handle(event, new Invocation(new Log(log::add, "id"))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anUnexpectedErrorIsToldWithoutItsReason() throws IOException {
    var failing = new SocketRoutes(connections).answering("ping", _ -> {
      throw new IllegalStateException("SECRET");
    });
    JsonNode answer = failing.handle(
        event("messages/ping.json", "ping", "{\"action\":\"ping\",\"requestId\":\"r-1\"}"),
        new Invocation(new Log(log::add, "server-id")));
    assertThat(answer.path("body").asText()).contains("urn:culver:problem:internal", "server-id", "r-1")
        .doesNotContain("SECRET");
    assertThat(Json.object(log.getFirst()).path("event").asText()).isEqualTo("unexpected");
  }
}
