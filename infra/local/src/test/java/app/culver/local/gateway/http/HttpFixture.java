package app.culver.local.gateway.http;

import app.culver.local.clock.CloudClock;
import app.culver.local.gateway.FakeFunctions;
import app.culver.local.gateway.GatewayHooks;
import app.culver.local.server.LoopbackServer;
import app.culver.local.template.Deployment;
import app.culver.local.template.HttpApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An HTTP API on a port of its own. */
final class HttpFixture implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
  private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final FakeFunctions functions = new FakeFunctions();
  final CloudClock clock = CloudClock.manual(START);
  final GatewayHooks hooks = new GatewayHooks();
  private final LoopbackServer server;

  HttpFixture(String stage, HttpApi.Cors cors, HttpApi.Route... routes) {
    var api = new HttpApi("HttpApi", "api1", stage, List.of(routes), Optional.ofNullable(cors),
        Optional.of("$context.routeKey $context.status $context.responseLength $context.responseLatency "
            + "$context.integrationLatency $context.error.responseType"));
    server = LoopbackServer.start("http", 0,
        new HttpGateway(api, new Deployment("local", "eu-central-1", "000000000000"), functions, clock, hooks));
  }

  static HttpFixture of(HttpApi.Route... routes) {
    return new HttpFixture("$default", null, routes);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.uri() + path));
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  String host() {
    return server.uri().getAuthority();
  }

  @Override
  public void close() {
    functions.release();
    server.close();
    clock.close();
  }
}
