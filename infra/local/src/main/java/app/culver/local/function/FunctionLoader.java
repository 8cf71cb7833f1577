package app.culver.local.function;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/** The classes of one function: its own jars, and nothing of the local cloud but Lambda's interfaces. */
final class FunctionLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  FunctionLoader(String function, List<Path> jars) {
    super(function, jars.stream().map(FunctionLoader::url).toArray(URL[]::new), new Shared());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    var file = findResource(name.replace('.', '/') + ".class");
    if (file == null) {
      throw new ClassNotFoundException(name);
    }
    try (var in = file.openStream()) {
      var bytes = Redirection.apply(in.readAllBytes());
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException failure) {
      throw new ClassNotFoundException(name, failure);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The platform, and the interfaces by which Lambda calls a handler. */
  private static final class Shared extends ClassLoader {
    private static final String LAMBDA = "com.amazonaws.services.lambda.runtime.";

    private Shared() {
      super("lambda", getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(LAMBDA)) {
        return FunctionLoader.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
