package app.culver.cli;

import app.culver.client.Culver;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The process: started by the script {@code clients/java/culver}, which says what it knows of the terminal. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(Commands.run(machine(), arguments));
  }

  private static Machine machine() {
    // UTF-8 whatever the locale says: names and messages are, and so is what other programs read.
    var console = new Console(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        writer(FileDescriptor.out), writer(FileDescriptor.err),
        new Console.Terminals(isTerminal("in"), isTerminal("out"), isTerminal("err")),
        prompt -> System.console().readPassword("%s", prompt));
    return new Machine(System.getenv(), Path.of(System.getProperty("user.home")),
        Optional.ofNullable(System.getProperty("culver.checkout")).map(Path::of), Clock.systemDefaultZone(), console,
        (delay, task) -> CompletableFuture
            .delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread).execute(task),
        Culver::open, LineEditor::new, action -> Runtime.getRuntime().addShutdownHook(new Thread(action)));
  }

  /** The launcher asks the shell: Java knows only whether input and output are terminals both. */
  private static boolean isTerminal(String stream) {
    return Boolean.parseBoolean(System.getProperty("culver.terminal." + stream,
        String.valueOf(System.console() != null && System.console().isTerminal())));
  }

  private static PrintWriter writer(FileDescriptor stream) {
    return new PrintWriter(new FileOutputStream(stream), false, StandardCharsets.UTF_8);
  }
}
