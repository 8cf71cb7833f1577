package app.culver.local.template;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** What of a SAM template runs on one machine, with every value evaluated. Lists are in the template's order. */
public record Template(Deployment deployment, List<Function> functions, List<Table> tables, List<Key> keys,
    List<Queue> queues, List<Bucket> buckets, List<HttpApi> httpApis, List<SocketApi> socketApis, List<WebSite> sites) {

  /**
   * Reads a template as the stack {@code local} with its parameters' defaults.
   *
   * @throws TemplateException if it cannot be run here
   */
  public static Template read(Path file) {
    return read(file, Deployment.LOCAL, Map.of());
  }

  /**
   * Reads a template.
   *
   * @param parameters values of parameters; those left out have their defaults
   * @throws TemplateException if it cannot be run here
   */
  public static Template read(Path file, Deployment deployment, Map<String, String> parameters) {
    return new TemplateReader(file, deployment, parameters).read();
  }

  /** The table of that logical id; throws {@link NoSuchElementException} if there is none. */
  public Table table(String id) {
    return tables.stream().filter(table -> table.id().equals(id)).findFirst().orElseThrow();
  }

  /** The function of that logical id; throws {@link NoSuchElementException} if there is none. */
  public Function function(String id) {
    return functions.stream().filter(function -> function.id().equals(id)).findFirst().orElseThrow();
  }

  /** The queue of that logical id; throws {@link NoSuchElementException} if there is none. */
  public Queue queue(String id) {
    return queues.stream().filter(queue -> queue.id().equals(id)).findFirst().orElseThrow();
  }

  /** The key of that logical id; throws {@link NoSuchElementException} if there is none. */
  public Key key(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst().orElseThrow();
  }
}
