package app.culver.acceptance.deployment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs programs in the repository's folder. The SAM CLI's telemetry is off, and no credentials of AWS are passed on. */
public final class Command {
  public static final Path ROOT = Path.of(System.getProperty("culver.root"));

  private static final Map<String, String> SURROUNDINGS = Map.of("SAM_CLI_TELEMETRY", "0", "AWS_DEFAULT_REGION",
      "eu-central-1", "AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test", "AWS_CONFIG_FILE", "/dev/null",
      "AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
  private static final long MINUTES = 5;

  private Command() {}

  /** How a program ended; {@code errors} is what it wrote to standard error. */
  public record Result(int exit, String output, String errors) {

    /** What it printed, if all went well. */
    public String expectSuccess() {
      if (exit != 0) {
        throw new AssertionError("exit " + exit + "\n" + output + errors);
      }
      return output;
    }
  }

  /** The folder with the commands of a Python environment of infra/tools, which is made when it is missing. */
  public static Path environment(String name) {
    return Path.of(run(Map.of(), "infra/tools/venv", name).expectSuccess().strip());
  }

  public static Result run(Map<String, String> variables, String... command) {
    try {
      var process = start(variables, command).start();
      var errors = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
      var output = read(process.getInputStream());
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(List.of(command) + " did not end in " + MINUTES + " minutes");
      }
      return new Result(process.exitValue(), output, errors.join());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The process to start, for those who do not wait for its end. */
  public static ProcessBuilder start(Map<String, String> variables, String... command) {
    var builder = new ProcessBuilder(command).directory(ROOT.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(SURROUNDINGS);
    builder.environment().putAll(variables);
    return builder;
  }

  private static String read(java.io.InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
