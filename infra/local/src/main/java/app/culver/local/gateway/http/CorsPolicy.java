package app.culver.local.gateway.http;

import app.culver.local.server.WebRequest;
import app.culver.local.server.WebRequest.Header;
import app.culver.local.server.WebResponse;
import app.culver.local.template.HttpApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An API's CORS configuration. With one, the gateway answers preflight requests itself and replaces whatever CORS
 * headers a function returns.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html">Configuring CORS</a>
 */
record CorsPolicy(HttpApi.Cors cors) {
  private static final String PREFIX = "access-control-";

  /** The answer to a preflight request; empty if the request is none. */
  Optional<WebResponse> preflight(WebRequest request) {
    if (!request.method().equals("OPTIONS") || request.header("Origin").isEmpty()
        || request.header("Access-Control-Request-Method").isEmpty()) {
      return Optional.empty();
    }
    var headers = new ArrayList<Header>();
    allowedOrigin(request).ifPresent(origin -> {
      headers.addAll(originHeaders(origin));
      list(headers, "allow-methods", cors.methods());
      list(headers, "allow-headers", cors.headers());
      if (cors.maximumAgeSeconds() > 0) {
        headers.add(new Header(PREFIX + "max-age", Integer.toString(cors.maximumAgeSeconds())));
      }
    });
    return Optional.of(new WebResponse(204, headers, new byte[0]));
  }

  /** A function's answer with the CORS headers of this configuration instead of its own. */
  WebResponse apply(WebRequest request, WebResponse answer) {
    var headers = new ArrayList<>(answer.headers());
    headers.removeIf(header -> header.name().toLowerCase(Locale.ROOT).startsWith(PREFIX));
    allowedOrigin(request).ifPresent(origin -> {
      headers.addAll(originHeaders(origin));
      list(headers, "expose-headers", cors.exposed());
    });
    return new WebResponse(answer.status(), headers, answer.body());
  }

  private Optional<String> allowedOrigin(WebRequest request) {
    return request.header("Origin").flatMap(origin -> {
      if (cors.origins().contains("*")) {
        return Optional.of(cors.credentials() ? origin : "*");
      }
      var scheme = origin.contains("://") ? origin.substring(0, origin.indexOf("://") + 3) + "*" : origin;
      return cors.origins().contains(origin) || cors.origins().contains(scheme)
          ? Optional.of(origin)
          : Optional.empty();
    });
  }

  private List<Header> originHeaders(String origin) {
    var headers = new ArrayList<Header>();
    headers.add(new Header(PREFIX + "allow-origin", origin));
    if (!origin.equals("*")) {
      headers.add(new Header("vary", "origin"));
    }
    if (cors.credentials()) {
      headers.add(new Header(PREFIX + "allow-credentials", "true"));
    }
    return headers;
  }

  private static void list(List<Header> headers, String name, List<String> values) {
    if (!values.isEmpty()) {
      headers.add(new Header(PREFIX + name, String.join(",", values)));
    }
  }
}
