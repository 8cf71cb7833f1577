package app.culver.local.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** One class loader per kind of engine, kept for the life of the JVM because loading costs seconds. */
final class EngineLoaders {
  private static final ConcurrentHashMap<String, ClassLoader> LOADERS = new ConcurrentHashMap<>();

  private EngineLoaders() {}

  static ClassLoader of(String kind) {
    return LOADERS.computeIfAbsent(kind, EngineLoaders::load);
  }

  private static ClassLoader load(String kind) {
    var target = root().resolve("infra/local/engines").resolve(kind).resolve("target");
    var jars = jars(target.resolve("engine"));
    if (jars.isEmpty()) {
      throw new IllegalStateException("the engine " + kind + " is not built: mvn -pl infra/local/engines/" + kind
          + " process-classes, or set -Dculver.root to the repository");
    }
    jars.addFirst(target.resolve("classes"));
    return new URLClassLoader(kind, jars.stream().map(EngineLoaders::url).toArray(URL[]::new),
        ClassLoader.getPlatformClassLoader());
  }

  /** The repository: {@code culver.root}, or the nearest folder above this one that has the engines. */
  private static Path root() {
    var given = System.getProperty("culver.root");
    if (given != null) {
      return Path.of(given);
    }
    var folder = Path.of("").toAbsolutePath();
    while (folder.getParent() != null && !Files.isDirectory(folder.resolve("infra/local/engines"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static List<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return new ArrayList<>();
    }
    try (var files = Files.list(folder)) {
      return new ArrayList<>(files.filter(file -> file.toString().endsWith(".jar")).sorted().toList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
