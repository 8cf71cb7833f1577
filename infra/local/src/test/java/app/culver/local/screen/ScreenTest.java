package app.culver.local.screen;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.cloud.LocalCloud.Endpoints;
import app.culver.local.fcm.FcmStub.Push;
import app.culver.local.firebase.SentCode;
import app.culver.local.function.FunctionListener.Run;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.gateway.GatewayListener.Origin;
import app.culver.local.gateway.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final Endpoints ADDRESSES = new Endpoints(URI.create("http://127.0.0.1:8080"),
      URI.create("ws://127.0.0.1:8081/live"), "127.0.0.1:8082", URI.create("http://127.0.0.1:8083"),
      Optional.of(URI.create("http://127.0.0.1:8084")), Optional.of(URI.create("http://127.0.0.1:8085")),
      Optional.of(URI.create("http://127.0.0.1:8086")));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void peopleSeeProgressThenATableThenWhatToTypeNext() {
    var screen = new TextScreen(out, false);
    screen.begins("template");
    screen.begins("functions");
    screen.ready(ADDRESSES, Path.of("build/local.json"), Optional.empty());
    screen.code(new SentCode("+4915112345678", "123456"));

    assertThat(printed()).containsSubsequence("template ", " s\n", "functions ", " s\n", "http://127.0.0.1:8086\n",
        "http://127.0.0.1:8080\n",
        "ws://127.0.0.1:8081/live\n", "127.0.0.1:8082 ", "http://127.0.0.1:8083\n", "http://127.0.0.1:8084\n",
        "http://127.0.0.1:8085\n",
        "in memory", "build/local.json\n",
        "clients/java/culver login", "Ctrl-C", "The code for +4915112345678 is 123456");
  }

  @Test
  void bothSeeWhomAPushWouldWakeUp() {
    var body = Json.parse("{\"message\":{\"token\":\"dQw4w9WgXcQ:APA91bH\",\"data\":{\"a\":\"b\"}}}").orElseThrow();
    var push = new Push("projects/culver-local", body, "Bearer secret");
    new Watching(new TextScreen(out, false)).pushed(push);
    new Watching(new JsonScreen(out)).pushed(push);

    assertThat(printed()).contains("Push to dQw4w9WgXcQ:...", "\"token\":\"dQw4w9WgXcQ:\"").doesNotContain("APA",
        "secret", "data");
  }

  @Test
  void peopleSeeWhatFailsAndNotEveryLine() {
    var watching = new Watching(new TextScreen(out, false));
    watching.printed("Echo", "Echo-1", "{\"level\":\"INFO\",\"message\":\"all is well\"}");
    watching.printed("Echo", "Echo-1", "{\"level\":\"ERROR\",\"message\":\"it broke\"}");
    watching.ended(new Run("Echo", "Echo-1", "r1", new byte[0]), new Invocation.Returned(new byte[0]), Duration.ZERO);
    watching.ended(new Run("Echo", "Echo-1", "r2", new byte[0]), new Invocation.Failed("Oops", "why"),
        Duration.ofMillis(5));
    watching.messageSent("c1", Origin.POST, "secret");

    assertThat(printed()).contains("it broke", "Echo failed after 5 ms: Oops: why").doesNotContain("all is well", "r1",
        "secret", "POST");
  }

  @Test
  void toolsSeeOneObjectALine() {
    var screen = new JsonScreen(out);
    var watching = new Watching(screen);
    screen.begins("template");
    screen.ready(ADDRESSES, Path.of("build/local.json"), Optional.of(Path.of("data")));
    screen.code(new SentCode("+4915112345678", "123456"));
    watching.httpAnswered("GET /v1/account", "GET", "/v1/account", 200, 0, 10);
    watching.messageReceived("c1", "send", "what people wrote");
    watching.printed("Echo", "Echo-1", "{\"level\":\"INFO\"}");
    watching.printed("Echo", "Echo-1", "plain");
    watching.accessLogged("HttpApi", "{\"status\":\"200\"}");
    screen.failed("Port 8080 is taken.", "Choose another.");

    var lines = printed().lines().map(line -> Json.parse(line).orElseThrow()).toList();
    assertThat(lines).extracting(line -> line.get("event").asText()).containsExactly("begins", "ready", "code", "http",
        "socket", "printed", "printed", "access", "failed");
    assertThat(lines.get(1).get("api").asText()).isEqualTo("http://127.0.0.1:8080");
    assertThat(lines.get(4).get("detail").asText()).isEqualTo("send, 17 bytes");
    assertThat(lines.get(5).at("/line/level").asText()).isEqualTo("INFO");
    assertThat(lines.get(7).get("api").asText()).isEqualTo("HttpApi");
    assertThat(lines.get(7).at("/line/status").asText()).isEqualTo("200");
    assertThat(printed()).doesNotContain("what people wrote");
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
