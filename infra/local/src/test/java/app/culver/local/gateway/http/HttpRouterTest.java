package app.culver.local.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.local.template.HttpApi.Route;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">Routes</a> */
class HttpRouterTest {
  /** The example of AWS's page, and one route more. */
  private final HttpRouter router = new HttpRouter(
      List.of(new Route("GET", "/pets/dog/1", "1"), new Route("GET", "/pets/dog/{id}", "2"),
          new Route("GET", "/pets/{proxy+}", "3"), new Route("ANY", "/{proxy+}", "4"),
          new Route("ANY", "$default", "5"),
          new Route("POST", "/test/{id}", "6")));

  @ParameterizedTest
  @CsvSource({"GET, /pets/dog/1, GET /pets/dog/1", "GET, /pets/dog/2, GET /pets/dog/{id}",
      "GET, /pets/cat/1, GET /pets/{proxy+}", "PUT, /test/5, ANY /{proxy+}", "POST, /test/5, POST /test/{id}",
      "POST, /pets/dog/1, ANY /{proxy+}", "GET, /, $default"})
  void theMostSpecificRouteIsSelected(String method, String path, String key) {
    assertThat(router.select(method, path).orElseThrow().routeKey()).isEqualTo(key);
  }

  @Test
  void variablesAreDecoded() {
    assertThat(router.select("GET", "/pets/dog/a%20b+c").orElseThrow().variables()).isEqualTo(Map.of("id", "a b+c"));
    assertThat(router.select("GET", "/pets/cat/1/2").orElseThrow().variables()).isEqualTo(Map.of("proxy", "cat/1/2"));
  }

  @Test
  void withoutADefaultRouteNothingMatches() {
    var strict = new HttpRouter(List.of(new Route("GET", "/a/{b}", "f")));

    assertThat(strict.select("GET", "/a")).isEmpty();
    assertThat(strict.select("GET", "/a/")).isEmpty();
    assertThat(strict.select("GET", "/a/b/c")).isEmpty();
    assertThat(strict.select("POST", "/a/b")).isEmpty();
  }
}
