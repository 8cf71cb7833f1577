package app.culver.local.function;

import app.culver.local.template.Function;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.ZipFile;

/** One version of a function's code, loaded. */
final class Code implements AutoCloseable {
  private static final String INSIDE = "app.culver.local.inside.";

  private final Function function;
  private final FunctionLoader loader;
  private final Class<?> surroundings;

  private Code(Function function, FunctionLoader loader, Class<?> surroundings) {
    this.function = function;
    this.loader = loader;
    this.surroundings = surroundings;
  }

  /**
   * Unpacks and loads a function's zip; no class of the function is initialised yet.
   *
   * @param folder an empty folder of its own
   * @param environment all its variables
   * @param time the time that an instance sees, which is null for threads of none
   * @param lines takes an instance's name and a line that it printed
   * @throws IOException if the zip is missing or not whole
   */
  static Code load(Function function, Path folder, Map<String, String> environment,
      java.util.function.Function<String, Instant> time, BiConsumer<String, String> lines) throws IOException {
    // Read by org.crac when a function first registers a hook.
    System.setProperty("org.crac.Core.Compat", INSIDE + "crac");
    var jars = unpack(function.code(), folder);
    var loader = new FunctionLoader(function.id(), jars);
    try {
      var surroundings = loader.loadClass(INSIDE + "Surroundings");
      surroundings.getMethod("install", Map.class, java.util.function.Function.class, BiConsumer.class).invoke(null,
          environment,
          time, lines);
      return new Code(function, loader, surroundings);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("the surroundings of " + function.id() + " could not be made", failure);
    }
  }

  /** Binds the calling thread, and those that it makes, to an instance. */
  void enter(String instance) {
    Thread.currentThread().setContextClassLoader(loader);
    try {
      surroundings.getMethod("enter", String.class).invoke(null, instance);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /**
   * Makes a handler and runs its hooks, as Lambda does before it takes and after it has restored a snapshot. One at a time:
   * hooks belong to the handler whose making registered them.
   *
   * @throws FunctionException if its constructor or a hook fails
   */
  synchronized RequestStreamHandler handler() throws FunctionException {
    try {
      var made = loader.loadClass(function.handler().split("::")[0]).getConstructor().newInstance();
      if (!(made instanceof RequestStreamHandler handler)) {
        throw new FunctionException("Runtime.HandlerNotSupported",
            function.handler() + " is no RequestStreamHandler; the local cloud runs no others", null);
      }
      if (function.snapStart()) {
        loader.loadClass(INSIDE + "crac.Core").getMethod("checkpointRestore").invoke(null);
      }
      return handler;
    } catch (InvocationTargetException failure) {
      var cause = failure.getCause();
      throw new FunctionException(cause.getClass().getName(), cause.getMessage(), cause);
    } catch (ReflectiveOperationException | LinkageError failure) {
      throw new FunctionException(failure.getClass().getName(), failure.getMessage(), failure);
    }
  }

  private static List<Path> unpack(Path zip, Path folder) throws IOException {
    var jars = new ArrayList<Path>();
    var inside = folder.resolve("inside.jar");
    InsideJar.write(inside);
    jars.add(inside);
    try (var file = new ZipFile(zip.toFile())) {
      for (var entry : file.stream().filter(each -> !each.isDirectory()).toList()) {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException(zip + " has an entry outside itself: " + entry.getName());
        }
        Files.createDirectories(target.getParent());
        Files.copy(file.getInputStream(entry), target);
        if (entry.getName().matches("lib/[^/]+\\.jar")) {
          jars.add(target);
        }
      }
    }
    // Lambda's class path is the root of the zip, then its jars by name.
    jars.subList(1, jars.size()).sort(null);
    jars.add(1, folder);
    return jars;
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
