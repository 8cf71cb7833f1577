package app.culver.local.cloud;

import app.culver.local.clock.CloudClock;
import app.culver.local.dynamo.DynamoDbLocal;
import app.culver.local.kms.KmsStandIn;
import app.culver.local.s3.LocalBuckets;
import app.culver.local.server.LoopbackServer;
import app.culver.local.server.PortTakenException;
import app.culver.local.sqs.LocalQueues;
import app.culver.local.tap.Forwarder;
import app.culver.local.tap.Tap;
import app.culver.local.template.Template;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The services behind the functions, each with a tap before it. What the template has none of is not started. */
final class Services {
  /** Anything but a real account's. */
  static final String ACCESS_KEY_ID = "local";
  static final String SECRET_ACCESS_KEY = "local-secret";

  private final Map<String, String> environment = new LinkedHashMap<>();
  private final DynamoDbLocal dynamo;
  private final KmsStandIn kms;
  private final Optional<LocalQueues> queues;

  Services(Template template, CloudPorts ports, Optional<Path> data, CloudClock clock, Tap tap, Closing closing) {
    dynamo = closing.keep(dynamo(ports.dynamo(), data.map(folder -> folder(folder, "dynamodb"))));
    dynamo.createTables(template);
    kms = closing.keep(data.map(folder -> KmsStandIn.start(template, 0, folder.resolve("keys.json")))
        .orElseGet(() -> KmsStandIn.start(template)));
    queues = template.queues().isEmpty()
        ? Optional.empty()
        : Optional.of(closing
            .keep(LocalQueues.start(template, 0, clock, data.map(folder -> folder(folder, "queues")))));
    environment.put("AWS_ACCESS_KEY_ID", ACCESS_KEY_ID);
    environment.put("AWS_SECRET_ACCESS_KEY", SECRET_ACCESS_KEY);
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", tapped("dynamodb", dynamo.endpoint(), tap, closing));
    environment.put("AWS_ENDPOINT_URL_KMS", tapped("kms", kms.endpoint(), tap, closing));
    queues.ifPresent(
        started -> environment.put("AWS_ENDPOINT_URL_SQS", tapped("sqs", started.endpoint(), tap, closing)));
    if (!template.buckets().isEmpty()) {
      var buckets = closing.keep(LocalBuckets.start(template, 0, ACCESS_KEY_ID, SECRET_ACCESS_KEY,
          data.map(folder -> folder(folder, "buckets"))));
      // Not tapped: what functions do with buckets is sign addresses, and clients go there themselves.
      environment.put("AWS_ENDPOINT_URL_S3", buckets.endpoint().toString());
    }
  }

  private static DynamoDbLocal dynamo(int port, Optional<Path> folder) {
    try {
      return folder.map(path -> DynamoDbLocal.start(port, path)).orElseGet(() -> DynamoDbLocal.start(port));
    } catch (UncheckedIOException failure) {
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

  private static String tapped(String service, URI target, Tap tap, Closing closing) {
    var forwarder = closing.keep(new Forwarder(target));
    return closing.keep(LoopbackServer.start(service + "-tap", 0, tap.on(service, forwarder))).uri().toString();
  }

  private static Path folder(Path data, String name) {
    return Folders.make(data.resolve(name));
  }
}
