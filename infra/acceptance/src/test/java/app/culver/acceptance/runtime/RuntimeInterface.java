package app.culver.acceptance.runtime;

import app.culver.acceptance.deployment.Command;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

/** One function behind the emulator. It takes one invocation at a time, and has no SnapStart. */
final class RuntimeInterface implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration START = Duration.ofSeconds(30);
  private static final Path CLIENT = Command.ROOT.resolve("infra/acceptance/target/runtime-interface-client")
      .toAbsolutePath();

  private final Path folder;
  private final Process process;
  private final URI invocations;

  private RuntimeInterface(Path folder, Process process, URI invocations) {
    this.folder = folder;
    this.process = process;
    this.invocations = invocations;
  }

  /** Starts the emulator; the function itself starts with its first invocation. */
  static RuntimeInterface start(Path zip, String handler, Map<String, String> environment) {
    try {
      var folder = Files.createTempDirectory("culver-function-");
      var task = folder.resolve("task");
      unpack(zip, task);
      // Named, because the client would unpack it to a path in /tmp that all functions share.
      var library = folder.resolve("runtime.so");
      unpackLibrary(library);
      var port = freePort();
      var process = Command.start(environment, emulator(), "--runtime-interface-emulator-address", "127.0.0.1:" + port,
          "--runtime-api-address", "127.0.0.1:" + freePort(), Path.of(System.getProperty("java.home"), "bin/java")
              .toString(),
          "--enable-native-access=ALL-UNNAMED",
          "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=" + library, "-cp",
          CLIENT + "/*", "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", handler)
          .directory(task.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
      return new RuntimeInterface(folder, process,
          URI.create("http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What the function returned; a function that failed returns {@code errorMessage} and {@code errorType}. */
  JsonNode invoke(JsonNode event) {
    var request = HttpRequest.newBuilder(invocations).timeout(START)
        .POST(HttpRequest.BodyPublishers.ofString(event.toString())).build();
    var deadline = System.nanoTime() + START.toNanos();
    try {
      while (true) {
        try {
          return JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (ConnectException notYet) {
          if (System.nanoTime() > deadline || process.waitFor(20, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the emulator did not start: " + log());
          }
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(log(), e);
    }
  }

  /** What the function and the emulator have printed. */
  String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String emulator() {
    var architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
    try (var files = Files.walk(Command.environment("sam").resolveSibling("lib"), 6)) {
      return files.filter(path -> path.endsWith("samcli/local/rapid/aws-lambda-rie-" + architecture)).findFirst()
          .orElseThrow().toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void unpack(Path zip, Path folder) throws IOException {
    try (var file = new ZipFile(zip.toFile())) {
      for (var entry : file.stream().filter(each -> !each.isDirectory()).toList()) {
        var target = folder.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        Files.copy(file.getInputStream(entry), target);
      }
    }
  }

  private static void unpackLibrary(Path target) throws IOException {
    var name = "jni/libaws-lambda-jni.linux-"
        + (System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64") + ".so";
    try (var jars = Files.newDirectoryStream(CLIENT, "*runtime-interface-client-*.jar")) {
      try (var jar = new ZipFile(jars.iterator().next().toFile())) {
        Files.copy(jar.getInputStream(jar.getEntry(name)), target);
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
