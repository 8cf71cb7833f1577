package app.culver.local.cloud;

import app.culver.local.clock.CloudClock;
import app.culver.local.dynamo.DynamoDbLocal;
import app.culver.local.dynamo.Expiry;
import app.culver.local.kms.KmsStandIn;
import app.culver.local.s3.LocalBuckets;
import app.culver.local.server.LoopbackServer;
import app.culver.local.server.PortTakenException;
import app.culver.local.server.WebHandler;
import app.culver.local.sqs.LocalQueues;
import app.culver.local.tap.Forwarder;
import app.culver.local.tap.Tap;
import app.culver.local.template.Template;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** The services behind the functions, each with a tap before it. What the template has none of is not started. */
final class Services {
  /** Anything but a real account's. */
  static final String ACCESS_KEY_ID = "local";
  static final String SECRET_ACCESS_KEY = "local-secret";

  private final Map<String, String> environment = new LinkedHashMap<>();
  private final DynamoDbLocal dynamo;
  private final KmsStandIn kms;
  private final Optional<LocalQueues> queues;
  private final Optional<URI> buckets;

  Services(Template template, CloudPorts ports, Optional<Path> data, CloudClock clock, Tap tap, Closing closing) {
    var first = data.stream().noneMatch(folder -> Files.exists(folder.resolve("dynamodb")));
    // Side by side: loading the engines' classes is what a start takes longest for.
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tables = threads.submit(() -> {
        var started = closing.keep(dynamo(ports.dynamo(), data.map(folder -> folder(folder, "dynamodb"))));
        started.createTables(template);
        // Beside the start, which would have to wait for a long look through much data.
        var expiry = new Expiry(started.endpoint(), template, clock);
        Thread.ofVirtual().name("expiry").start(expiry::sweepUnlessClosed);
        expiry.daily(clock);
        return started;
      });
      var messages = threads.submit(() -> optional(template.queues(),
          () -> closing.keep(onPort(ports.queues(), () -> LocalQueues.start(template, ports.queues(), clock,
              data.map(folder -> folder(folder, "queues")))))));
      var objects = threads.submit(() -> optional(template.buckets(),
          () -> closing.keep(onPort(ports.buckets(), () -> LocalBuckets.start(template, ports.buckets(),
              ACCESS_KEY_ID, SECRET_ACCESS_KEY, data.map(folder -> folder(folder, "buckets")))))));
      kms = closing.keep(data.map(folder -> KmsStandIn.start(template, 0, folder.resolve("kms.keys"), first))
          .orElseGet(() -> KmsStandIn.start(template)));
      dynamo = await(tables);
      queues = await(messages);
      // Not tapped: what functions do with buckets is sign addresses, and clients go there themselves.
      buckets = await(objects).map(LocalBuckets::endpoint);
      buckets.ifPresent(endpoint -> environment.put("AWS_ENDPOINT_URL_S3", endpoint.toString()));
    }
    environment.put("AWS_ACCESS_KEY_ID", ACCESS_KEY_ID);
    environment.put("AWS_SECRET_ACCESS_KEY", SECRET_ACCESS_KEY);
    // Whoever runs this may have profiles, and may run it on an instance with a role: neither is for functions here.
    environment.put("AWS_CONFIG_FILE", "/nonexistent");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", tapped("dynamodb", dynamo.handler(), tap, closing));
    environment.put("AWS_ENDPOINT_URL_KMS", tapped("kms", kms, tap, closing));
    queues.ifPresent(
        started -> environment.put("AWS_ENDPOINT_URL_SQS",
            tapped("sqs", closing.keep(new Forwarder(started.endpoint())), tap, closing)));
  }

  private static <T> Optional<T> optional(List<?> wanted, Supplier<T> start) {
    return wanted.isEmpty() ? Optional.empty() : Optional.of(start.get());
  }

  private static <T> T await(Future<T> part) {
    try {
      return part.get();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", interrupted);
    }
  }

  private static DynamoDbLocal dynamo(int port, Optional<Path> folder) {
    return onPort(port,
        () -> folder.map(path -> DynamoDbLocal.start(port, path)).orElseGet(() -> DynamoDbLocal.start(port)));
  }

  private static <T> T onPort(int port, Supplier<T> start) {
    try {
      return start.get();
    } catch (RuntimeException failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException) {
          throw new PortTakenException(port, failure);
        }
      }
      throw failure;
    }
  }

  /** What functions have to know to find them. */
  Map<String, String> environment() {
    return environment;
  }

  URI dynamo() {
    return dynamo.endpoint();
  }

  URI kms() {
    return kms.endpoint();
  }

  Optional<LocalQueues> queues() {
    return queues;
  }

  Optional<URI> buckets() {
    return buckets;
  }

  private static String tapped(String service, WebHandler target, Tap tap, Closing closing) {
    return closing.keep(LoopbackServer.start(service + "-tap", 0, tap.on(service, target))).uri().toString();
  }

  private static Path folder(Path data, String name) {
    return Folders.make(data.resolve(name));
  }
}
