package app.culver.local.cloud;

import app.culver.local.clock.CloudClock;
import app.culver.local.clock.Skew;
import app.culver.local.event.Batches;
import app.culver.local.fcm.FcmStub;
import app.culver.local.firebase.FirebaseStandIn;
import app.culver.local.firebase.SentCode;
import app.culver.local.function.FunctionListener;
import app.culver.local.function.LocalFunctions;
import app.culver.local.gateway.Functions;
import app.culver.local.gateway.GatewayHooks;
import app.culver.local.gateway.Json;
import app.culver.local.gateway.http.HttpGateway;
import app.culver.local.gateway.socket.ManagementApi;
import app.culver.local.gateway.socket.SignatureV4;
import app.culver.local.gateway.socket.SocketGateway;
import app.culver.local.gateway.socket.SocketServer;
import app.culver.local.server.LoopbackServer;
import app.culver.local.sqs.LocalQueues;
import app.culver.local.tap.Tap;
import app.culver.local.template.Deployment;
import app.culver.local.template.HttpApi;
import app.culver.local.template.SocketApi;
import app.culver.local.template.Template;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A running cloud: the template's APIs, functions, tables and keys, on ports of this machine. */
public final class LocalCloud implements AutoCloseable {
  private final Closing closing = new Closing();
  private final CompletableFuture<LocalFunctions> loaded = new CompletableFuture<>();
  private final FunctionWatchers watchers = new FunctionWatchers();
  private final GatewayHooks gateway = new GatewayHooks();
  private final FcmStub fcm = new FcmStub();
  private final Map<String, String> parameters;
  private final CloudClock clock;
  private final Template template;
  private final Tap tap;
  private final Services services;
  private final Batches batches;
  private final Endpoints endpoints;

  /** Where clients find it, and who looks behind it; what the template has none of is empty. */
  public record Endpoints(URI api, URI socket, String firebase, URI dynamo, Optional<URI> queues,
      Optional<URI> buckets, Optional<URI> site) {}

  private LocalCloud(CloudOptions options, Consumer<SentCode> sms, Consumer<String> progress) {
    clock = closing.keep(CloudClock.system());
    parameters = options.parameters();
    try {
      progress.accept("template");
      var ports = CloudPorts.from(options.port());
      var site = options.site().map(folder -> Hosted.start(folder, ports.site(), closing));
      template = Template.read(options.template(), Deployment.LOCAL,
          site.map(hosted -> hosted.parameters(options.parameters())).orElse(options.parameters()));
      var data = options.data().map(Folders::make);
      data.map(FolderLock::take).ifPresent(closing::keep);
      tap = new Tap(instance -> loaded.join().isDead(instance), instance -> loaded.join().kill(instance));
      progress.accept("tables and keys");
      services = new Services(template, ports, data, clock, tap, closing);
      progress.accept("gateway");
      // Firebase's own libraries verify by the system's clock, whatever the functions go by.
      var firebase = closing.keep(LoopbackServer.start("firebase", ports.firebase(),
          new FirebaseStandIn(variable("FIREBASE_PROJECT"), data, InstantSource.system(), clock, sms))).uri()
          .getAuthority();
      var push = closing.keep(LoopbackServer.start("fcm", 0, fcm)).uri();
      Functions functions = (function, event) -> loaded.join().invoke(function, event);
      batches = new Batches(functions);
      var socket = socket(only(template.socketApis(), "WebSocket"), ports.socket(), functions);
      var http = http(only(template.httpApis(), "HTTP"), ports.http(), functions);
      endpoints = new Endpoints(http, URI.create("ws" + socket.substring("http".length())), firebase,
          services.dynamo(), services.queues().map(LocalQueues::endpoint), services.buckets(),
          site.map(Hosted::address));
      loaded.complete(closing.keep(functions(socket, firebase, push)));
      Feeds.start(template, services, batches, clock, data, closing);
      site.ifPresent(hosted -> hosted.open(template, clientSettings(), endpoints));
    } catch (RuntimeException failure) {
      closing.closeAfter(failure);
      throw failure;
    }
  }

  /**
   * Starts everything but the functions' instances, each of which starts when it is needed or {@link #warm}ed.
   *
   * @param sms gets the codes that phones would be sent
   * @param progress is told what begins
   * @throws app.culver.local.server.PortTakenException if a port is not free
   * @throws app.culver.local.template.TemplateException if the template cannot be run here
   */
  public static LocalCloud start(CloudOptions options, Consumer<SentCode> sms, Consumer<String> progress) {
    return new LocalCloud(options, sms, progress);
  }

  private String socket(SocketApi api, int port, Functions functions) {
    var socketGateway = new SocketGateway(api, template.deployment(), functions, clock, gateway, gateway);
    // The AWS SDK signs by the system's clock.
    var signatures = new SignatureV4(Services.ACCESS_KEY_ID, Services.SECRET_ACCESS_KEY,
        template.deployment().region(), InstantSource.system());
    var management = new ManagementApi(socketGateway, signatures, gateway, gateway);
    var server = closing.keep(SocketServer.start(port, socketGateway,
        request -> tap.through("execute-api", ManagementApi.operation(request), request, management)));
    return "http://127.0.0.1:" + server.port() + "/" + api.stage();
  }

  private URI http(HttpApi api, int port, Functions functions) {
    var server = closing.keep(LoopbackServer.start("http-api", port,
        new HttpGateway(api, template.deployment(), functions, clock, gateway)));
    return api.stage().equals("$default") ? server.uri() : server.uri().resolve("/" + api.stage());
  }

  private LocalFunctions functions(String management, String firebase, URI push) {
    var surroundings = new LinkedHashMap<>(services.environment());
    surroundings.put("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", management);
    surroundings.put("FIREBASE_AUTH_EMULATOR_HOST", firebase);
    surroundings.put("FCM_ENDPOINT", push.toString());
    return new LocalFunctions(template, surroundings, clock, watchers);
  }

  private static <T> T only(List<T> apis, String kind) {
    if (apis.size() != 1) {
      throw new IllegalStateException("the local cloud runs one " + kind + " API, and the template has " + apis.size());
    }
    return apis.getFirst();
  }

  /**
   * Makes an instance of each function, so that nobody waits for it later.
   *
   * @throws IllegalStateException if any cannot start; the message says which and why
   */
  public void warm() {
    var failures = new TreeMap<String, RuntimeException>();
    try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (var function : template.functions()) {
        threads.execute(() -> {
          try {
            loaded.join().warm(function.id());
          } catch (RuntimeException failure) {
            synchronized (failures) {
              failures.put(function.id(), failure);
            }
          }
        });
      }
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException(
          failures.values().stream().map(Throwable::getMessage).collect(Collectors.joining("\n")),
          failures.firstEntry().getValue());
    }
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  /** The settings file of the clients, in JSON. */
  public String clientSettings() {
    var settings = Json.object().put("api", endpoints.api().toString()).put("socket", endpoints.socket().toString());
    settings.put("issuer", variable("TOKEN_ISSUER"));
    endpoints.buckets().ifPresent(buckets -> settings.put("media", buckets.toString()));
    var firebase = settings.putObject("firebase").put("project", variable("FIREBASE_PROJECT")).put("apiKey", "local")
        .put("authEmulator", endpoints.firebase());
    if (parameters.containsKey("FirebaseAppId") && parameters.containsKey("FirebaseWebPushKey")) {
      firebase.putObject("webPush").put("appId", parameters.get("FirebaseAppId")).put("key",
          parameters.get("FirebaseWebPushKey"));
    }
    return settings.toPrettyString() + "\n";
  }

  /** What the template tells the functions; empty if it has no such variable. */
  private String variable(String name) {
    return template.functions().stream().map(function -> function.environment().get(name)).filter(Objects::nonNull)
        .findFirst().orElse("");
  }

  public Template template() {
    return template;
  }

  public CloudClock clock() {
    return clock;
  }

  /** Counts and disturbs what functions call. */
  public Tap tap() {
    return tap;
  }

  /** Counts and disturbs what passes the gateway. */
  public GatewayHooks gateway() {
    return gateway;
  }

  /** Disturbs the batches that functions are fed. */
  public Batches batches() {
    return batches;
  }

  /** How far instances' clocks are off from now on; {@link Skew#NONE} for not at all. */
  public void skew(Skew skew) {
    loaded.join().skew(skew);
  }

  /** Records the pushes that functions send, and says what they are answered. */
  public FcmStub fcm() {
    return fcm;
  }

  /** DynamoDB, past the tap. */
  public URI dynamo() {
    return services.dynamo();
  }

  /** The KMS stand-in, past the tap. */
  public URI kms() {
    return services.kms();
  }

  /** The queues, past the tap; empty if the template has none. */
  public Optional<LocalQueues> queues() {
    return services.queues();
  }

  public void watch(FunctionListener listener) {
    watchers.add(listener);
  }

  public void forget(FunctionListener listener) {
    watchers.remove(listener);
  }

  /** Ends everything; what is in memory is lost. */
  @Override
  public void close() {
    closing.close();
  }
}
