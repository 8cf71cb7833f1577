package app.culver.local.cloud;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a local cloud is started.
 *
 * @param template the SAM template
 * @param parameters of the template; those left out have their defaults
 * @param port the first of the ports that clients use, {@link CloudPorts}; 0 for any free ones
 * @param site the folder of the built web client, to be served as the template's distribution; empty for none. Its origin is
 *     allowed then, unless the parameters name others
 * @param data where everything is kept, made if it is missing; empty for memory
 */
public record CloudOptions(Path template, Map<String, String> parameters, int port, Optional<Path> site,
    Optional<Path> data) {
  /** The Firebase project that the stand-in plays, unless a parameter names another. */
  public static final String PROJECT = "culver-local";

  /** Any name turns pushes on; nothing is there, as the stub of FCM wants no credentials. */
  private static final String SERVICE_ACCOUNT = "/culver/firebase";

  public CloudOptions {
    parameters = Map.copyOf(parameters);
  }

  /** In memory, on any free ports, with the template of this checkout. */
  public static CloudOptions inMemory() {
    return new CloudOptions(root().resolve("template.yaml"),
        Map.of("FirebaseProject", PROJECT, "FirebaseServiceAccount", SERVICE_ACCOUNT), 0, Optional.empty(),
        Optional.empty());
  }

  /** The same with a parameter more, or another value of it. */
  public CloudOptions with(String parameter, String value) {
    var more = new HashMap<>(parameters);
    more.put(parameter, value);
    return new CloudOptions(template, more, port, site, data);
  }

  /** The repository: {@code culver.root}, or the nearest folder above this one that has a template. */
  public static Path root() {
    var given = System.getProperty("culver.root");
    if (given != null) {
      return Path.of(given);
    }
    var folder = Path.of("").toAbsolutePath();
    while (folder.getParent() != null && !Files.exists(folder.resolve("template.yaml"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
