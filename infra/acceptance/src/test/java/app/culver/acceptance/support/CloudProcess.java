package app.culver.acceptance.support;

import app.culver.client.Culver;
import app.culver.client.Settings;
import app.culver.local.Main;
import app.culver.local.cloud.CloudOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The local cloud as the program that people start, in a process of its own that keeps its data in a folder. */
public final class CloudProcess implements AutoCloseable {
  private static final int PORTS = 7;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Settings settings;

  private CloudProcess(Process process, Settings settings) {
    this.process = process;
    this.settings = settings;
  }

  /** Starts it, and waits until it is ready. @param port the first of its ports */
  public static CloudProcess start(Path data, int port) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process = new ProcessBuilder(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx1g",
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
        "-Dculver.root=" + CloudOptions.root(), "-cp", System.getProperty("java.class.path"), Main.class.getName(),
        "--json", "--port", "" + port, "--data", data.toString(), "--settings",
        data.resolveSibling("settings.json").toString())).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      var out = process.inputReader();
      var ready = awaitReady(out);
      Thread.ofVirtual().start(() -> out.lines().forEach(line -> {
        // Read on, so that it never waits for whoever reads it.
      }));
      return new CloudProcess(process, Culver.settings(Path.of(ready.path("settings").asText())));
    } catch (IOException | RuntimeException | Error failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  private static JsonNode awaitReady(BufferedReader out) throws IOException {
    var lines = new ArrayList<String>();
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      var told = JSON.readTree(line);
      if (told.path("event").asText().equals("ready")) {
        return told;
      }
    }
    throw new AssertionError("it ended before it was ready: " + lines);
  }

  public Settings settings() {
    return settings;
  }

  /** Ends it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Waits until it has ended. */
  public void awaitEnd() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("it has not ended");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The first of as many ports in a row as it takes, below those that systems give away by themselves. */
  public static int freePorts() {
    var random = new Random();
    return IntStream.generate(() -> 10_000 + random.nextInt(20_000)).limit(1_000)
        .filter(first -> IntStream.range(first, first + PORTS).allMatch(CloudProcess::isFree)).findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
