package app.culver.local.site;

import app.culver.local.server.WebHandler;
import app.culver.local.server.WebRequest;
import app.culver.local.server.WebResponse;
import app.culver.local.template.WebSite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Serves the built web client, and the settings as {@code config.json}. It starts before everything else, since functions
 * are told its origin, and answers 503 until it is {@link #open}.
 */
public final class Site implements WebHandler {
  private static final String SETTINGS = "config.json";

  private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("html", "text/html; charset=utf-8"),
      Map.entry("js", "text/javascript; charset=utf-8"), Map.entry("css", "text/css; charset=utf-8"),
      Map.entry("json", "application/json"), Map.entry("webmanifest", "application/manifest+json"),
      Map.entry("svg", "image/svg+xml"), Map.entry("png", "image/png"), Map.entry("webp", "image/webp"),
      Map.entry("ico", "image/x-icon"), Map.entry("woff2", "font/woff2"), Map.entry("txt", "text/plain; charset=utf-8"),
      Map.entry("map", "application/json"));

  private final Path folder;
  private volatile Opened opened;

  private record Opened(WebSite site, String settings, Addresses addresses) {}

  /** @param folder the web client as it was built */
  public Site(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Whether there is a built web client in a folder. */
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve("index.html"));
  }

  /** Begins to answer. */
  public void open(WebSite site, String settings, Addresses addresses) {
    opened = new Opened(site, settings, addresses);
  }

  @Override
  public WebResponse handle(WebRequest request) throws IOException {
    var now = opened;
    if (now == null) {
      return WebResponse.empty(503).with("retry-after", "1");
    }
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return WebResponse.empty(405).with("allow", "GET, HEAD");
    }
    var object = request.path().equals("/") ? now.site().index() : request.path().substring(1);
    var body = body(object, now);
    var answer = body == null
        ? new WebResponse(404, List.of(), "There is no such page.\n".getBytes(StandardCharsets.UTF_8))
            .with("content-type", TYPES.get("txt"))
        : new WebResponse(200, List.of(), request.method().equals("HEAD") ? new byte[0] : body)
            .with("content-type", type(object));
    // Names of what lies in assets/ change with what is in them; everything else is asked for anew.
    answer = answer.with("cache-control",
        object.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    for (var header : now.site().headers(object).entrySet()) {
      answer = answer.with(header.getKey(), now.addresses().local(header.getValue()));
    }
    return answer;
  }

  /** Null if there is no such object. */
  private byte[] body(String object, Opened now) throws IOException {
    if (object.equals(SETTINGS)) {
      return now.settings().getBytes(StandardCharsets.UTF_8);
    }
    var file = folder.resolve(object).normalize();
    return file.startsWith(folder) && Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
  }

  private static String type(String object) {
    return TYPES.getOrDefault(object.substring(object.lastIndexOf('.') + 1), "application/octet-stream");
  }
}
