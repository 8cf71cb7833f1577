package app.culver.local.gateway.http;

import app.culver.local.clock.CloudClock;
import app.culver.local.gateway.ApiStage;
import app.culver.local.gateway.Functions;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.gateway.GatewayListener;
import app.culver.local.gateway.Integration;
import app.culver.local.gateway.Json;
import app.culver.local.gateway.RequestId;
import app.culver.local.server.WebHandler;
import app.culver.local.server.WebRequest;
import app.culver.local.server.WebResponse;
import app.culver.local.template.Deployment;
import app.culver.local.template.HttpApi;
import java.time.Duration;
import java.util.Optional;

/**
 * An HTTP API.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html">its limits</a>
 */
public final class HttpGateway implements WebHandler {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_BODY_BYTES = 10 * 1024 * 1024;
  private static final int MAX_HEADER_BYTES = 10_240;

  private final String stage;
  private final Optional<CorsPolicy> cors;
  private final HttpRouter router;
  private final HttpEvents events;
  private final Integration integration;
  private final CloudClock clock;
  private final GatewayListener listener;

  /** Serves the stage of an API, {@code $default} at the root of the path, any other below its name. */
  public HttpGateway(HttpApi api, Deployment deployment, Functions functions, CloudClock clock,
      GatewayListener listener) {
    this.stage = api.stage();
    this.cors = api.cors().map(CorsPolicy::new);
    this.router = new HttpRouter(api.routes());
    this.events = new HttpEvents(ApiStage.of(api.apiId(), api.stage(), deployment));
    this.integration = new Integration(functions, clock);
    this.clock = clock;
    this.listener = listener;
  }

  @Override
  public WebResponse handle(WebRequest request) {
    var requestId = RequestId.next();
    var match = pathInStage(request.path()).flatMap(path -> router.select(request.method(), path));
    var answer = answer(request, match, requestId).with("apigw-requestid", requestId);
    listener.httpAnswered(match.map(HttpRouter.Match::routeKey).orElse(""), request.method(), request.path(),
        answer.status(), request.body().length, answer.body().length);
    return answer;
  }

  private WebResponse answer(WebRequest request, Optional<HttpRouter.Match> match, String requestId) {
    if (headerBytes(request) > MAX_HEADER_BYTES) {
      return error(431, "Request Header Fields Too Large");
    }
    if (request.body().length > MAX_BODY_BYTES) {
      return error(413, "Request Entity Too Large");
    }
    var preflight = cors.flatMap(policy -> policy.preflight(request));
    if (preflight.isPresent()) {
      return preflight.get();
    }
    if (match.isEmpty()) {
      return error(404, "Not Found");
    }
    var event = events.event(request, match.get(), requestId, clock.instant());
    var outcome = integration.call(match.get().route().function(), event, TIMEOUT);
    if (outcome.isEmpty()) {
      return error(503, "Service Unavailable");
    }
    return switch (outcome.get()) {
      case Invocation.Failed _ -> error(500, "Internal Server Error");
      case Invocation.Returned returned -> HttpAnswers.read(returned.payload())
          .map(read -> cors.map(policy -> policy.apply(request, read)).orElse(read))
          .orElseGet(() -> error(500, "Internal Server Error"));
    };
  }

  /** The path that routes see; empty if the request names another stage. */
  private Optional<String> pathInStage(String path) {
    if (stage.equals("$default")) {
      return Optional.of(path);
    }
    var prefix = "/" + stage;
    if (path.equals(prefix)) {
      return Optional.of("/");
    }
    return path.startsWith(prefix + "/")
        ? Optional.of(path.substring(prefix.length()))
        : Optional.empty();
  }

  private static int headerBytes(WebRequest request) {
    var values = request.headers().stream().mapToInt(header -> header.value().length()).sum();
    return request.method().length() + request.path().length() + request.query().length() + values;
  }

  private static WebResponse error(int status, String message) {
    return WebResponse.json(status, Json.message(message));
  }
}
