package app.culver.local;

import app.culver.local.cloud.CloudOptions;
import app.culver.local.cloud.LocalCloud;
import app.culver.local.screen.JsonScreen;
import app.culver.local.screen.Screen;
import app.culver.local.screen.TextScreen;
import app.culver.local.screen.Watching;
import app.culver.local.server.PortTakenException;
import app.culver.local.site.Site;
import app.culver.local.template.TemplateException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that runs the local cloud until it is interrupted. */
@Command(name = "culver-local", mixinStandardHelpOptions = true, sortOptions = false, description = "Runs template.yaml and the built functions on this machine, on 127.0.0.1 alone.%n")
public final class Main implements Callable<Integer> {
  private static final int DEFAULT_PORT = 8700;

  @Option(names = "--port", paramLabel = "PORT", defaultValue = ""
      + DEFAULT_PORT, description = "first of seven ports: HTTP API, WebSocket API, phone sign-in, DynamoDB, SQS, S3, web client; 0 for any free ones "
          + "(default: ${DEFAULT-VALUE})") private int port;

  @Option(names = "--data", paramLabel = "DIR", description = "folder to keep everything in; without it, in memory") private Path data;

  @Option(names = "--json", description = "print events for tools, one JSON object a line") private boolean json;

  @Option(names = "--verbose", description = "print every line that functions and APIs log") private boolean verbose;

  @Option(names = "--parameter", paramLabel = "NAME=VALUE", description = "a parameter of the template; may be repeated") private Map<String, String> parameters = new HashMap<>();

  @Option(names = "--template", paramLabel = "FILE", description = "default: template.yaml of this checkout") private Path template;

  @Option(names = "--settings", paramLabel = "FILE", description = "where to write the clients' settings (default: build/local.json of this checkout)") private Path settings;

  private Main() {}

  /** Runs the command and ends the process with its exit code: 1 if the cloud could not start, 2 for wrong usage. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var screen = json ? new JsonScreen(out) : new TextScreen(out, verbose);
    LocalCloud cloud;
    try {
      cloud = start(screen);
    } catch (PortTakenException taken) {
      screen.failed("Port " + taken.port() + " is taken.",
          "End what listens there, or choose others with --port (make run ARGS=\"--port 9000\"); --port 0 takes any.");
      return 1;
    } catch (TemplateException | IllegalStateException | UncheckedIOException failure) {
      screen.failed(failure.getMessage(), "");
      return 1;
    } catch (FileSystemException failure) {
      screen.failed("The clients' settings cannot be written: " + failure.getMessage(),
          "Choose another file with --settings.");
      return 1;
    }
    var ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      cloud.close();
      screen.ended();
      ended.countDown();
    }, "end"));
    ended.await();
    return 0;
  }

  private LocalCloud start(Screen screen) throws IOException {
    var defaults = CloudOptions.inMemory();
    // Another template need not have the parameters of this checkout's.
    var all = new HashMap<>(template == null ? defaults.parameters() : Map.of("FirebaseProject", CloudOptions.PROJECT));
    all.putAll(parameters);
    var web = CloudOptions.root().resolve("clients/web/dist");
    var options = new CloudOptions(template == null ? defaults.template() : template, all, port,
        Optional.of(web).filter(folder -> template == null && Site.isIn(folder)), Optional.ofNullable(data));
    var cloud = LocalCloud.start(options, screen::code, screen::begins);
    try {
      var watching = new Watching(screen);
      cloud.watch(watching);
      cloud.gateway().watch(watching);
      cloud.fcm().watch(watching::pushed);
      screen.begins("functions");
      cloud.warm();
      var file = settings == null ? CloudOptions.root().resolve("build/local.json") : settings;
      write(file, cloud.clientSettings());
      if (data != null) {
        // For whoever comes back to these data when the checkout's settings name another cloud.
        write(data.resolve("settings.json"), cloud.clientSettings());
      }
      tellTheLauncher();
      screen.ready(cloud.endpoints(), file, options.data());
      return cloud;
    } catch (RuntimeException | IOException failure) {
      try {
        cloud.close();
      } catch (IllegalStateException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  /** {@code culver.started} names the file that is to be there once everything has started. */
  private static void tellTheLauncher() throws IOException {
    var file = System.getProperty("culver.started");
    if (file != null) {
      Files.writeString(Path.of(file), "");
    }
  }

  /** Beside and renamed, so that no client reads half of it. */
  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "it is a folder");
    }
    var beside = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(beside, text);
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
