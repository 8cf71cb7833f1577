package app.culver.local.gateway.http;

import app.culver.local.clock.CloudClock;
import app.culver.local.gateway.AccessLog;
import app.culver.local.gateway.ApiStage;
import app.culver.local.gateway.ErrorType;
import app.culver.local.gateway.Functions;
import app.culver.local.gateway.Functions.Invocation;
import app.culver.local.gateway.GatewayListener;
import app.culver.local.gateway.Integration;
import app.culver.local.gateway.RequestId;
import app.culver.local.server.WebHandler;
import app.culver.local.server.WebRequest;
import app.culver.local.server.WebResponse;
import app.culver.local.template.Deployment;
import app.culver.local.template.HttpApi;
import java.time.Duration;
import java.time.Instant;
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
  private final HttpAccess access;
  private final AccessLog accessLog;
  private final Integration integration;
  private final CloudClock clock;
  private final GatewayListener listener;

  /** Serves the stage of an API, {@code $default} at the root of the path, any other below its name. */
  public HttpGateway(HttpApi api, Deployment deployment, Functions functions, CloudClock clock,
      GatewayListener listener) {
    this.stage = api.stage();
    this.cors = api.cors().map(CorsPolicy::new);
    this.router = new HttpRouter(api.routes());
    var place = ApiStage.of(api.apiId(), api.stage(), deployment);
    this.events = new HttpEvents(place);
    this.access = new HttpAccess(place);
    this.accessLog = new AccessLog(api.id(), api.accessLog(), listener);
    this.integration = new Integration(functions, clock);
    this.clock = clock;
    this.listener = listener;
  }

  @Override
  public WebResponse handle(WebRequest request) {
    var requestId = RequestId.next();
    var begun = clock.instant();
    var match = pathInStage(request.path()).flatMap(path -> router.select(request.method(), path));
    var reply = reply(request, match, requestId, begun).with("apigw-requestid", requestId);
    var answer = reply.answer();
    accessLog.write(access.context(request, match, requestId, begun, reply, clock.instant()));
    listener.httpAnswered(match.map(HttpRouter.Match::routeKey).orElse(""), request.method(), request.path(),
        answer.status(), request.body().length, answer.body().length);
    return answer;
  }

  private Reply reply(WebRequest request, Optional<HttpRouter.Match> match, String requestId, Instant begun) {
    if (headerBytes(request) > MAX_HEADER_BYTES) {
      return Reply.error(431, "Request Header Fields Too Large", ErrorType.DEFAULT_4XX);
    }
    if (request.body().length > MAX_BODY_BYTES) {
      return Reply.error(413, "Request Entity Too Large", ErrorType.REQUEST_TOO_LARGE);
    }
    var preflight = cors.flatMap(policy -> policy.preflight(request));
    if (preflight.isPresent()) {
      return Reply.of(preflight.get());
    }
    if (match.isEmpty()) {
      return Reply.error(404, "Not Found", ErrorType.RESOURCE_NOT_FOUND);
    }
    var event = events.event(request, match.get(), requestId, begun);
    var asked = clock.instant();
    var outcome = integration.call(match.get().route().function(), event, TIMEOUT);
    return reply(request, outcome).after(Duration.between(asked, clock.instant()));
  }

  private Reply reply(WebRequest request, Optional<Invocation> outcome) {
    return switch (outcome.orElse(null)) {
      case null -> Reply.error(503, "Service Unavailable", ErrorType.INTEGRATION_TIMEOUT);
      case Invocation.Failed _ -> failed();
      case Invocation.Returned returned -> HttpAnswers.read(returned.payload())
          .map(read -> Reply.of(cors.map(policy -> policy.apply(request, read)).orElse(read)))
          .orElseGet(HttpGateway::failed);
    };
  }

  private static Reply failed() {
    return Reply.error(500, "Internal Server Error", ErrorType.INTEGRATION_FAILURE);
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
}
