package app.culver.local.function;

import app.culver.local.template.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A function's code as its zip has it now. */
final class CodeSource {
  private final Function function;
  private final Path folder;
  private final Map<String, String> environment;
  private final java.util.function.Function<String, Instant> time;
  private final FunctionListener listener;
  private final List<Code> loaded = new ArrayList<>();
  private FileTime written;

  /** Unpacks below that folder. @param time the time that an instance sees, which is null for threads of none */
  CodeSource(Function function, Path folder, Map<String, String> environment,
      java.util.function.Function<String, Instant> time, FunctionListener listener) {
    this.function = function;
    this.folder = folder;
    this.environment = environment;
    this.time = time;
    this.listener = listener;
  }

  /**
   * The present code, loaded anew if the zip has changed. While a build is writing the zip the former code remains.
   *
   * @throws FunctionException if there is no code to run
   */
  synchronized Code current() throws FunctionException {
    try {
      var now = Files.getLastModifiedTime(function.code());
      if (!now.equals(written)) {
        load(now);
      }
    } catch (IOException unreadable) {
      if (loaded.isEmpty()) {
        throw new FunctionException("Runtime.CodeMissing", function.id() + " has no code: " + function.code()
            + " is missing or not whole; build it with mvn package", unreadable);
      }
    }
    return loaded.getLast();
  }

  private void load(FileTime now) throws IOException {
    var target = Files.createTempDirectory(folder, function.id() + "-");
    loaded.add(Code.load(function, target, environment, time,
        (instance, line) -> listener.printed(function.id(), instance, line)));
    written = now;
    if (loaded.size() > 1) {
      listener.reloaded(function.id());
    }
  }

  /** Former versions stay open until here, since instances may still run them. */
  synchronized void close() {
    loaded.forEach(Code::close);
  }
}
