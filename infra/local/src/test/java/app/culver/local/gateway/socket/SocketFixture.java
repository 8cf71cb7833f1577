package app.culver.local.gateway.socket;

import app.culver.local.clock.CloudClock;
import app.culver.local.gateway.FakeFunctions;
import app.culver.local.gateway.GatewayHooks;
import app.culver.local.gateway.GatewayListener;
import app.culver.local.gateway.Json;
import app.culver.local.template.Deployment;
import app.culver.local.template.SocketApi;
import app.culver.local.template.SocketApi.Route;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/** A WebSocket API on a port of its own: stage {@code live}, and routes that tests can tell apart. */
final class SocketFixture implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
  static final List<Route> ROUTES = List.of(new Route("$connect", "Connect", false),
      new Route("$disconnect", "Disconnect", false), new Route("$default", "Default", true),
      new Route("ask", "Ask", true), new Route("tell", "Tell", false));
  private static final String ARN = "arn:aws:execute-api:eu-central-1:000000000000:api2/live/$connect";

  final FakeFunctions functions = new FakeFunctions();
  final CloudClock clock = CloudClock.manual(START);
  final GatewayHooks hooks = new GatewayHooks();
  private final SocketServer server;

  SocketFixture(List<Route> routes, Optional<String> authorizer, List<String> identitySources) {
    var api = new SocketApi("SocketApi", "api2", "live", "$request.body.action", routes, authorizer, identitySources,
        Optional.of("$context.eventType $context.routeKey $context.status $context.integrationLatency "
            + "$context.error.responseType $context.authorizer.account"));
    var gateway = new SocketGateway(api, new Deployment("local", "eu-central-1", "000000000000"), functions, clock,
        hooks, hooks);
    var signatures = new SignatureV4("local", "secret", "eu-central-1", InstantSource.system());
    server = SocketServer.start(0, gateway, new ManagementApi(gateway, signatures, hooks, hooks));
  }

  /** Without an authorizer. */
  static SocketFixture open() {
    return new SocketFixture(ROUTES, Optional.empty(), List.of());
  }

  /** With an authorizer that has to be told what to do. */
  static SocketFixture guarded(String... identitySources) {
    return new SocketFixture(ROUTES, Optional.of("Authorizer"), List.of(identitySources));
  }

  /** An authorizer's answer that lets everybody in, or nobody. */
  static String policy(String effect, String context) {
    return """
        {"principalId": "me", "context": %s, "policyDocument": {"Version": "2012-10-17", "Statement": [
          {"Action": "execute-api:Invoke", "Effect": "%s", "Resource": "%s"}]}}""".formatted(context, effect, ARN);
  }

  /** Connects, and returns when the gateway has noticed too. */
  TestClient connect() {
    var opened = new CountDownLatch(1);
    try (var _ = hooks.watch(new GatewayListener() {
      @Override
      public void socketOpened(String connection) {
        opened.countDown();
      }
    })) {
      var client = TestClient.connect(request("/live"));
      FakeFunctions.await(opened);
      return client;
    }
  }

  ClientUpgradeRequest request(String path) {
    return new ClientUpgradeRequest(URI.create("ws://" + host() + path));
  }

  String host() {
    return "127.0.0.1:" + server.port();
  }

  /** The id of the connection that was made last; takes the event of its {@code $connect}. */
  String connection() {
    return functions.event("Connect").at("/requestContext/connectionId").asText();
  }

  /** A client of the management API. */
  ApiGatewayManagementApiClient management(String secret) {
    return ApiGatewayManagementApiClient.builder().region(Region.EU_CENTRAL_1)
        .endpointOverride(URI.create("http://" + host() + "/live")).httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", secret))).build();
  }

  static String member(String json, String name) {
    return Json.parse(json).orElseThrow().path(name).asText();
  }

  @Override
  public void close() {
    functions.release();
    server.close();
    clock.close();
  }
}
