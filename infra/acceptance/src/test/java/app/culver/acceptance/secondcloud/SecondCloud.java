package app.culver.acceptance.secondcloud;

import app.culver.acceptance.deployment.Command;
import app.culver.client.Culver;
import app.culver.client.Settings;
import app.culver.local.firebase.FirebaseStandIn;
import app.culver.local.server.LoopbackServer;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** MiniStack with Culver deployed in it, on loopback ports. */
final class SecondCloud implements AutoCloseable {
  static final String STACK = "second";
  static final String REGION = "eu-central-1";
  /** MiniStack's own. */
  static final String ACCOUNT = "000000000000";

  private static final String PROJECT = "demo-culver";
  private static final String STARTER = "infra/acceptance/src/test/resources/second-cloud.py";
  private static final int START_SECONDS = 60;

  private final Path folder;
  private final int port;
  private final LoopbackServer firebase;
  private final FunctionHost functions;
  private final Process process;
  private final Map<String, String> outputs = new HashMap<>();

  private SecondCloud() throws IOException {
    folder = Files.createTempDirectory("culver-second-cloud-");
    port = freePort();
    firebase = LoopbackServer.start("second-cloud-firebase", 0,
        new FirebaseStandIn(PROJECT, Optional.empty(), InstantSource.system(), code -> {}));
    functions = new FunctionHost(folder, this::surroundings);
    var python = Command.environment("ministack").resolve("python").toString();
    process = Command.start(Map.of("BIND_HOST", "127.0.0.1", "GATEWAY_PORT", Integer.toString(port), "MINISTACK_REGION",
        REGION, "AUTH", "true", "IOT_MTLS_ENABLED", "0", "SFTP_ENABLED", "0", "TMPDIR", folder.toString(),
        "CULVER_FUNCTIONS", functions.uri().toString(), "CULVER_CONFIGURATIONS", folder.toString()), python, STARTER)
        .redirectErrorStream(true).redirectOutput(folder.resolve("ministack.log").toFile()).start();
  }

  /** Starts MiniStack and deploys the template into it; the zips must be built. */
  static SecondCloud deploy() {
    try {
      var cloud = new SecondCloud();
      try {
        cloud.awaitReady();
        cloud.deployStack();
        return cloud;
      } catch (Throwable failure) {
        cloud.close();
        throw failure;
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What a client has to know: the stack's own settings with the addresses that MiniStack answers at here. */
  Settings settings() {
    var deployed = Culver.settings(outputs.get("ClientSettings"));
    return new Settings(URI.create(address("http", deployed.api()) + "/$default"),
        URI.create(address("ws", deployed.socket()) + deployed.socket().getPath()), deployed.issuer(),
        new Settings.Firebase(PROJECT, "key", Optional.of("127.0.0.1:" + firebase.port())));
  }

  /** What the functions printed. */
  String printed() {
    return functions.printed();
  }

  /** MiniStack also answers at paths, where AWS does at host names, which not every resolver finds on loopback. */
  private String address(String scheme, URI deployed) {
    return scheme + "://127.0.0.1:" + port + "/_aws/execute-api/" + deployed.getHost().split("\\.")[0];
  }

  private Map<String, String> surroundings() {
    var endpoint = "http://127.0.0.1:" + port;
    var socket = settings().socket();
    return Map.of("AWS_ENDPOINT_URL_DYNAMODB", endpoint, "AWS_ENDPOINT_URL_KMS", endpoint, "AWS_ENDPOINT_URL_SQS",
        endpoint, "AWS_ENDPOINT_URL_S3", endpoint,
        "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", endpoint + socket.getPath(), "FIREBASE_AUTH_EMULATOR_HOST",
        "127.0.0.1:" + firebase.port());
  }

  private void awaitReady() throws InterruptedException {
    var health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/_ministack/health")).build();
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    try (var client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline && process.isAlive()) {
        try {
          client.send(health, HttpResponse.BodyHandlers.discarding());
          return;
        } catch (IOException notYet) {
          process.waitFor(100, TimeUnit.MILLISECONDS);
        }
      }
    }
    throw new AssertionError("MiniStack did not start: " + log());
  }

  private void deployStack() throws IOException {
    var endpoint = Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:" + port);
    var deployed = Command.run(endpoint, "infra/tools/sam", "deploy", "--stack-name", STACK, "--no-confirm-changeset",
        "--no-progressbar", "--region", REGION, "--parameter-overrides", "FirebaseProject=" + PROJECT,
        "FirebaseApiKey=AIza" + "0".repeat(35));
    if (deployed.exit() != 0) {
      throw new AssertionError(deployed.output() + deployed.errors() + log());
    }
    var listed = Command.run(endpoint, "infra/tools/sam", "list", "stack-outputs", "--stack-name", STACK, "--region",
        REGION, "--output", "json").expectSuccess();
    new ObjectMapper().readTree(listed)
        .forEach(output -> outputs.put(output.path("OutputKey").asText(), output.path("OutputValue").asText()));
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("ministack.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      functions.close();
      firebase.close();
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
