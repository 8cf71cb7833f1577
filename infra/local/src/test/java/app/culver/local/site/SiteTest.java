package app.culver.local.site;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.server.WebRequest;
import app.culver.local.server.WebResponse;
import app.culver.local.template.WebSite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
  private static final WebSite SITE = new WebSite("WebDistribution", "index.html",
      Map.of("content-security-policy", "connect-src https://api.execute-api.eu-central-1.amazonaws.com"),
      Map.of("sign-in.html", Map.of("content-security-policy", "script-src https://www.google.com/recaptcha/")));
  private static final Addresses HERE = new Addresses(
      Map.of("https://api.execute-api.eu-central-1.amazonaws.com", "http://127.0.0.1:8700"));

  @TempDir private Path folder;
  private Site site;

  @BeforeEach
  void build() throws IOException {
    Files.writeString(folder.resolve("index.html"), "<!doctype html>");
    Files.writeString(folder.resolve("sign-in.html"), "<!doctype html>");
    Files.createDirectories(folder.resolve("assets"));
    Files.writeString(folder.resolve("assets/index-1a2b.js"), "export {};");
    Files.writeString(folder.resolveSibling("secret.txt"), "not for the web");
    site = new Site(folder);
    site.open(SITE, "{\"api\":\"here\"}", HERE);
  }

  @Test
  void theRootIsTheIndexOfTheDistribution() throws IOException {
    assertThat(text(get("/"))).isEqualTo("<!doctype html>");
    assertThat(header(get("/"), "content-type")).isEqualTo("text/html; charset=utf-8");
  }

  @Test
  void theHeadersAreTheTemplatesWithTheAddressesOfThisMachine() throws IOException {
    assertThat(header(get("/"), "content-security-policy")).isEqualTo("connect-src http://127.0.0.1:8700");
  }

  @Test
  void aPathPatternHasHeadersOfItsOwn() throws IOException {
    assertThat(header(get("/sign-in.html"), "content-security-policy"))
        .isEqualTo("script-src https://www.google.com/recaptcha/");
  }

  @Test
  void theSettingsAreThoseOfThisCloud() throws IOException {
    assertThat(text(get("/config.json"))).isEqualTo("{\"api\":\"here\"}");
    assertThat(header(get("/config.json"), "cache-control")).isEqualTo("no-cache");
  }

  @Test
  void whatIsNamedByItsContentIsKeptForEver() throws IOException {
    assertThat(header(get("/assets/index-1a2b.js"), "cache-control")).contains("immutable");
  }

  @Test
  void nothingOutsideOfTheFolderIsServed() throws IOException {
    for (var path : new String[]{"/../secret.txt", "/assets/../../secret.txt", "//etc/passwd", "/assets", "/none"}) {
      assertThat(get(path).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void itOnlyReads() throws IOException {
    assertThat(ask("POST", "/").status()).isEqualTo(405);
    assertThat(ask("HEAD", "/").body()).isEmpty();
  }

  @Test
  void beforeTheCloudIsUpItSaysSo() throws IOException {
    assertThat(new Site(folder).handle(request("GET", "/")).status()).isEqualTo(503);
  }

  private WebResponse get(String path) throws IOException {
    return ask("GET", path);
  }

  private WebResponse ask(String method, String path) throws IOException {
    return site.handle(request(method, path));
  }

  private static WebRequest request(String method, String path) {
    return new WebRequest(method, path, "", List.of(), new byte[0], "127.0.0.1");
  }

  private static String text(WebResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String header(WebResponse response, String name) {
    return response.headers().stream().filter(header -> header.name().equals(name)).map(WebRequest.Header::value)
        .findFirst().orElse("");
  }
}
