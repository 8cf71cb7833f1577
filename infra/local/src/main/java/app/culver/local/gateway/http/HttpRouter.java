package app.culver.local.gateway.http;

import app.culver.local.template.HttpApi.Route;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Selects the most specific route: a whole match before a greedy variable, literal segments before variables, a method
 * before {@code ANY}, and {@code $default} last.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">Routing API
 *     requests</a>
 */
final class HttpRouter {
  private static final Comparator<Match> MOST_SPECIFIC = Comparator.comparing(Match::specificity)
      .thenComparing(match -> !match.route().method().equals("ANY"));

  private static final String DEFAULT = "$default";

  private final List<Route> routes;

  HttpRouter(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** A route and the decoded values of its path variables; the greater its specificity as text, the better it fits. */
  record Match(Route route, Map<String, String> variables, String specificity) {

    /** {@code GET /pets/{id}} or {@code $default}. */
    String routeKey() {
      return isDefault(route) ? DEFAULT : route.method() + " " + route.path();
    }
  }

  Optional<Match> select(String method, String path) {
    return routes.stream().filter(route -> !isDefault(route))
        .filter(route -> route.method().equals(method) || route.method().equals("ANY"))
        .flatMap(route -> match(route, path).stream()).max(MOST_SPECIFIC).or(this::fallback);
  }

  private Optional<Match> fallback() {
    return routes.stream().filter(HttpRouter::isDefault).map(route -> new Match(route, Map.of(), "")).findFirst();
  }

  private static Optional<Match> match(Route route, String path) {
    var pattern = segments(route.path());
    var actual = segments(path);
    var variables = new LinkedHashMap<String, String>();
    var specificity = new StringBuilder();
    for (int i = 0; i < pattern.length; i++) {
      var expected = pattern[i];
      if (expected.endsWith("+}")) {
        var rest = String.join("/", Stream.of(actual).skip(i).toList());
        if (rest.isEmpty()) {
          return Optional.empty();
        }
        variables.put(expected.substring(1, expected.length() - 2), decode(rest));
        return Optional.of(new Match(route, variables, "greedy " + specificity));
      }
      if (i >= actual.length) {
        return Optional.empty();
      }
      if (expected.startsWith("{") && expected.endsWith("}") && !actual[i].isEmpty()) {
        variables.put(expected.substring(1, expected.length() - 1), decode(actual[i]));
        specificity.append('1');
      } else if (expected.equals(actual[i])) {
        specificity.append('2');
      } else {
        return Optional.empty();
      }
    }
    return pattern.length == actual.length
        ? Optional.of(new Match(route, variables, "whole " + specificity))
        : Optional.empty();
  }

  private static boolean isDefault(Route route) {
    return route.path().equals(DEFAULT);
  }

  private static String[] segments(String path) {
    return path.substring(1).split("/", -1);
  }

  private static String decode(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return value;
    }
  }
}
