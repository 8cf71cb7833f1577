package app.culver.local.s3;

import app.culver.local.engine.Engine;
import app.culver.local.template.Bucket;
import app.culver.local.template.Bucket.CorsRule;
import app.culver.local.template.Template;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The template's buckets, behind a loopback port until closed. */
public final class LocalBuckets implements AutoCloseable {
  private final Engine engine;

  private LocalBuckets(Engine engine) {
    this.engine = engine;
  }

  /**
   * Starts them.
   *
   * @param accessKeyId whose signatures are taken, with {@code secretAccessKey}
   * @param folder an existing folder to keep objects in; empty for memory
   */
  public static LocalBuckets start(Template template, int port, String accessKeyId, String secretAccessKey,
      Optional<Path> folder) {
    var settings = new HashMap<String, String>(Map.of("port", Integer.toString(port), "accessKeyId", accessKeyId,
        "secretAccessKey", secretAccessKey));
    settings.put("buckets", template.buckets().stream().map(Bucket::name).collect(Collectors.joining(",")));
    var rules = template.buckets().stream().flatMap(bucket -> bucket.cors().stream()).toList();
    if (!rules.isEmpty()) {
      settings.put("origins", join(rules, CorsRule::origins));
      settings.put("methods", join(rules, CorsRule::methods));
      settings.put("headers", join(rules, CorsRule::headers));
      settings.put("exposed", join(rules, CorsRule::exposed));
    }
    folder.ifPresent(path -> settings.put("folder", path.toAbsolutePath().toString()));
    return new LocalBuckets(Engine.start("s3proxy", "app.culver.local.engine.s3proxy.ObjectEngine", settings));
  }

  private static String join(List<CorsRule> rules, Function<CorsRule, List<String>> part) {
    return rules.stream().flatMap(rule -> part.apply(rule).stream()).distinct().collect(Collectors.joining(","));
  }

  /** Where they answer. */
  public URI endpoint() {
    return engine.endpoint();
  }

  @Override
  public void close() {
    engine.close();
  }
}
