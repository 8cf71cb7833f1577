package app.culver.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.Main;
import app.culver.local.engine.AwsJson;
import app.culver.local.example.EchoHandler;
import app.culver.local.function.Zips;
import app.culver.local.gateway.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A local cloud in a process of its own, which is killed as {@code kill -9} kills. */
class KilledProcessTest {
  @TempDir static Path folder;

  @BeforeAll
  static void build() throws IOException {
    Zips.write(folder.resolve("echo.zip"), EchoHandler.class);
    Files.writeString(folder.resolve("template.yaml"), LocalCloudTest.TEMPLATE);
  }

  @Test
  void whatWasAcknowledgedIsThereAfterAKillAndAnInterruptEndsCleanly() throws Exception {
    var killed = start();
    try (var out = killed.inputReader()) {
      var dynamo = new AwsJson(URI.create(await(out, "ready").path("dynamodb").asText()));
      for (int i = 0; i < 20; i++) {
        dynamo.call("DynamoDB_20120810.PutItem",
            Map.of("TableName", "local-Things", "Item", Map.of("id", Map.of("S", "item " + i))));
      }
    } finally {
      killed.destroyForcibly().waitFor();
    }
    var again = start();
    try (var out = again.inputReader()) {
      var dynamo = new AwsJson(URI.create(await(out, "ready").path("dynamodb").asText()));
      assertThat(folder.resolve("started")).as("what its launcher waits for").exists();
      assertThat(folder.resolve("data/settings.json")).hasSameTextualContentAs(folder.resolve("settings.json"));
      assertThat(dynamo.call("DynamoDB_20120810.Scan", Map.of("TableName", "local-Things")).path("Count").asInt())
          .isEqualTo(20);
      // Process.destroy would close the stream as well.
      again.toHandle().destroy();
      await(out, "ended");
      assertThat(again.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      again.destroyForcibly().waitFor();
    }
  }

  private static Process start() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(List.of(java, "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow", "-Dculver.root=" + CloudOptions.root(),
        "-Dculver.started=" + folder.resolve("started"), "-cp",
        System.getProperty("java.class.path"), Main.class.getName(), "--json", "--port", "0", "--data",
        folder.resolve("data").toString(), "--template", folder.resolve("template.yaml").toString(), "--settings",
        folder.resolve("settings.json").toString())).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static JsonNode await(BufferedReader out, String event) throws IOException {
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      var told = Json.parse(line).orElseThrow(() -> new AssertionError("not JSON"));
      if (told.path("event").asText().equals(event)) {
        return told;
      }
      assertThat(told.path("event").asText()).isNotEqualTo("failed");
    }
    throw new AssertionError("it ended before it said " + event);
  }
}
