package app.culver.acceptance.secondcloud;

import app.culver.acceptance.deployment.Command;
import app.culver.local.function.FunctionListener;
import app.culver.local.function.LocalFunctions;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.server.LoopbackServer;
import app.culver.local.server.WebRequest;
import app.culver.local.server.WebResponse;
import app.culver.local.template.Deployment;
import app.culver.local.template.Function;
import app.culver.local.template.Template;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Runs the invocations that the second cloud hands on: {@code POST /<function's name>} with the event, answered by what
 * the function returns. Each function has the variables and the role's credentials that it was deployed with.
 */
final class FunctionHost implements AutoCloseable, FunctionListener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path configurations;
  private final Supplier<Map<String, String>> surroundings;
  private final Map<String, LocalFunctions> functions = new ConcurrentHashMap<>();
  private final StringBuffer printed = new StringBuffer();
  private final LoopbackServer server;

  /**
   * Starts one on any free port.
   *
   * @param configurations where MiniStack's starter leaves what it knows of each function
   * @param surroundings variables that all functions get, asked for when a function is first invoked
   */
  FunctionHost(Path configurations, Supplier<Map<String, String>> surroundings) {
    this.configurations = configurations;
    this.surroundings = surroundings;
    server = LoopbackServer.start("second-cloud-functions", 0, this::invoke);
  }

  URI uri() {
    return server.uri();
  }

  /** What the functions printed, and why any did not start. */
  String printed() {
    return printed.toString();
  }

  private WebResponse invoke(WebRequest request) {
    var name = request.path().substring(1);
    return switch (functions.computeIfAbsent(name, this::load).invoke(name, request.body())) {
      case Invocation.Returned(var payload) -> new WebResponse(200, List.of(), payload);
      case Invocation.Failed(var type, var message) -> WebResponse.json(500,
          JSON.createObjectNode().put("errorType", type).put("errorMessage", message).toString());
    };
  }

  private LocalFunctions load(String name) {
    var deployed = configuration(name);
    var environment = new LinkedHashMap<String, String>();
    deployed.path("Environment").path("Variables").properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    deployed.path("Credentials").properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    var function = new Function(name, name, code(deployed), deployed.path("Handler").asText(),
        deployed.path("Runtime").asText(), deployed.path("Timeout").asInt(), deployed.path("MemorySize").asInt(),
        environment, deployed.path("SnapStart").path("ApplyOn").asText().equals("PublishedVersions"), List.of());
    var alone = new Template(new Deployment(SecondCloud.STACK, SecondCloud.REGION, SecondCloud.ACCOUNT),
        List.of(function), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    return new LocalFunctions(alone, surroundings.get(), InstantSource.system(), this);
  }

  /** The built zip that was deployed, which its checksum proves. */
  private static Path code(JsonNode deployed) {
    try (var zips = Files.find(Command.ROOT.resolve("functions"), 3, (path, attributes) -> path.toString()
        .endsWith(".zip"))) {
      return zips.filter(zip -> checksum(zip).equals(deployed.path("CodeSha256").asText())).findFirst()
          .orElseThrow(() -> new IllegalStateException(
              "no built zip is what was deployed as " + deployed.path("FunctionName").asText()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String checksum(Path file) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode configuration(String name) {
    try {
      return JSON.readTree(configurations.resolve(name + ".json").toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void printed(String function, String instance, String line) {
    printed.append(function).append(": ").append(line).append('\n');
  }

  @Override
  public void startFailed(String function, String message, Throwable cause) {
    printed.append(function).append(" did not start: ").append(message).append('\n');
    var trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    printed.append(trace);
  }

  @Override
  public void close() {
    server.close();
    functions.values().forEach(LocalFunctions::close);
  }
}
