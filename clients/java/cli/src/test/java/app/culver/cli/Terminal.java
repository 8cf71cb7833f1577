package app.culver.cli;

import app.culver.client.CulverException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs command lines against a {@link FakeCulver} and keeps what leaves their buffers. */
final class Terminal {
  static final String SETTINGS = """
      {"api": "http://127.0.0.1:8080", "socket": "ws://127.0.0.1:8081/live", "issuer": "urn:culver:local",
       "firebase": {"project": "demo", "apiKey": "key", "authEmulator": "127.0.0.1:9099"}}
      """;

  final FakeCulver client = new FakeCulver();
  final Map<String, String> variables = new HashMap<>();
  final List<String> opened = new ArrayList<>();
  /** What is to be done later. */
  final List<Runnable> timers = new ArrayList<>();
  final Path home;
  Optional<CulverException> cannotOpen = Optional.empty();
  private final Path checkout;
  private Console.Terminals terminals = Console.Terminals.NONE;
  private String input = "";
  private boolean outputClosed;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  /** @param folder an empty one */
  Terminal(Path folder) {
    home = folder.resolve("home");
    checkout = folder.resolve("checkout");
    write(checkout.resolve("build/local.json"), SETTINGS);
    variables.put("HOSTNAME", "laptop");
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What is typed or piped in. */
  Terminal type(String text) {
    input = text;
    return this;
  }

  /** As if the next program in the pipe had ended. */
  Terminal withOutputClosed() {
    outputClosed = true;
    return this;
  }

  /** As if a person sat there. */
  Terminal interactive() {
    terminals = new Console.Terminals(true, true, false);
    return this;
  }

  /** As if a person sat there, who is asked on standard error too. */
  Terminal asking() {
    terminals = new Console.Terminals(true, true, true);
    return this;
  }

  /** A terminal at which someone is signed in. */
  static Terminal signedIn(Path folder) {
    var terminal = new Terminal(folder);
    ProfileFolder.of(terminal.machine(), "default").createKey(new char[0]);
    return terminal;
  }

  int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    return Commands.run(machine(), arguments);
  }

  private Machine machine() {
    var console = new Console(new BufferedReader(new StringReader(input)),
        new PrintWriter(new BufferedWriter(outputClosed ? closed() : out)), new PrintWriter(new BufferedWriter(err)),
        terminals, prompt -> "secret".toCharArray());
    return new Machine(variables, home, Optional.of(checkout), Clock.fixed(FakeCulver.NOON, ZoneOffset.UTC), console,
        (delay, task) -> timers.add(task), (settings, folder, storage) -> {
          cannotOpen.ifPresent(thrown -> {
            throw thrown;
          });
          opened.add(settings.api() + " " + home.relativize(folder));
          return client;
        }, (prompt, typing) -> editor(console, typing), action -> {});
  }

  /** Characters are not seen one by one here: each line is typed at once. */
  private LineSource editor(Console console, Runnable typing) {
    var plain = LineSource.plain(console);
    return new LineSource() {
      @Override
      public Optional<String> next() {
        var line = plain.next();
        typing.run();
        return line;
      }

      @Override
      public void print(String line) {
        plain.print(line);
      }

      @Override
      public void status(String line) {
        plain.print("[" + line + "]");
      }

      @Override
      public void close() {}
    };
  }

  private static Writer closed() {
    return new OutputStreamWriter(OutputStream.nullOutputStream()) {
      @Override
      public void write(char[] text, int offset, int length) throws IOException {
        throw new IOException("Broken pipe");
      }
    };
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  Path checkout() {
    return checkout;
  }
}
