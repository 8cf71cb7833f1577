package app.culver.acceptance.support;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.Culver;
import app.culver.client.Settings;
import app.culver.local.clock.CloudClock;
import app.culver.local.clock.Skew;
import app.culver.local.cloud.CloudOptions;
import app.culver.local.cloud.LocalCloud;
import app.culver.local.engine.AwsJson;
import app.culver.local.event.EventFaults;
import app.culver.local.fcm.FcmStub;
import app.culver.local.function.FunctionListener;
import app.culver.local.gateway.GatewayFaults;
import app.culver.local.gateway.GatewayHooks.Watch;
import app.culver.local.gateway.GatewayListener;
import app.culver.local.tap.TapFaults;
import app.culver.local.template.Table;
import app.culver.local.template.Template;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The one local cloud that all tests of this JVM share, since it takes seconds to start: in memory, on free ports. Tests
 * sign people of their own in, and leave it as they found it, but for the time.
 */
public final class Cloud {
  /** The one foreign web page that may connect. */
  public static final String ALLOWED_ORIGIN = "https://chat.example.org";

  private static Cloud running;

  private final LocalCloud cloud;
  private final Settings settings;
  private final Tables tables;
  private final Uses uses;
  private final AtomicInteger numbers = new AtomicInteger();
  private final ConcurrentHashMap<Recording, Watch> watches = new ConcurrentHashMap<>();

  private Cloud() {
    cloud = LocalCloud.start(CloudOptions.inMemory().with("AllowedOrigins", ALLOWED_ORIGIN), code -> {}, stage -> {});
    settings = Culver.settings(cloud.clientSettings());
    tables = new Tables(cloud.dynamo(), template().tables().stream().collect(Collectors.toMap(Table::id, Table::name)));
    uses = new Uses(tables::id, this::keyId, this::queueId);
    cloud.tap().watch(uses);
    FailureLog.watch(this);
    cloud.warm();
    Runtime.getRuntime().addShutdownHook(new Thread(cloud::close));
  }

  /** The cloud; starts it if nobody has. */
  public static synchronized Cloud running() {
    if (running == null) {
      running = new Cloud();
    }
    return running;
  }

  /** The cloud, if anybody has started it. */
  public static synchronized Optional<Cloud> ifRunning() {
    return Optional.ofNullable(running);
  }

  /** What a client has to know. */
  public Settings settings() {
    return settings;
  }

  /** What was deployed. */
  public Template template() {
    return cloud.template();
  }

  /** What is stored. */
  public Tables tables() {
    return tables;
  }

  /** The messages that are visible in any of the queues; looking hides them for a while. */
  public List<String> queued() {
    var messages = new ArrayList<String>();
    cloud.queues().ifPresent(queues -> template().queues().forEach(queue -> new AwsJson(queues.endpoint())
        .call("AmazonSQS.ReceiveMessage", Map.of("QueueUrl", queues.url(queue), "MaxNumberOfMessages", 10))
        .path("Messages").forEach(message -> messages.add(message.toString()))));
    return messages;
  }

  /** How many messages the queue with this logical id holds: visible, delayed, and hidden from others for a while. */
  public int depth(String id) {
    var queues = cloud.queues().orElseThrow();
    var attributes = new AwsJson(queues.endpoint()).call("AmazonSQS.GetQueueAttributes",
        Map.of("QueueUrl", queues.url(template().queue(id)), "AttributeNames", List.of("All"))).path("Attributes");
    return Stream.of("", "Delayed", "NotVisible")
        .mapToInt(kind -> attributes.path("ApproximateNumberOfMessages" + kind).asInt()).sum();
  }

  /** Empties the queue with this logical id. */
  public void purge(String id) {
    var queues = cloud.queues().orElseThrow();
    new AwsJson(queues.endpoint()).call("AmazonSQS.PurgeQueue", Map.of("QueueUrl", queues.url(template().queue(id))));
  }

  /** Where the queues answer, past the taps. */
  public URI queues() {
    return cloud.queues().orElseThrow().endpoint();
  }

  /** What stands in for Firebase Cloud Messaging. */
  public FcmStub fcm() {
    return cloud.fcm();
  }

  /** Lets time pass, by this much again and again, until what waits in queues has become visible and it is so. */
  public void awaitQueues(Duration step, Callable<Boolean> done) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200)).until(() -> {
      if (done.call()) {
        return true;
      }
      clock().advance(step);
      return false;
    });
  }

  /** Puts a message into the queue with this logical id. */
  public void queue(String id, String body) {
    cloud.queues().orElseThrow().send(template().queue(id).arn(), body);
  }

  /** The time that the functions see. */
  public CloudClock clock() {
    return cloud.clock();
  }

  /** Lets the windows pass in which records of streams are collected, until it is so. */
  public void awaitStreams(Callable<Boolean> done) {
    Awaitility.await().pollInterval(Duration.ofMillis(400)).until(() -> {
      clock().advance(Duration.ofMinutes(1));
      return done.call();
    });
  }

  /** Lets time pass in small steps, so that it is so before this much has passed from now on. */
  public void awaitWithin(Duration bound, Callable<Boolean> done) {
    var step = Duration.ofSeconds(5);
    var end = clock().instant().plus(bound);
    Awaitility.await().atMost(bound).pollInterval(Duration.ofMillis(300)).until(() -> {
      if (done.call()) {
        return true;
      }
      // What is under way at the last step needs some time, which passes as well.
      if (clock().instant().plus(step).plus(step).isBefore(end)) {
        clock().advance(step);
      }
      return false;
    });
    assertThat(clock().instant()).isBefore(end);
  }

  /** Where the KMS stand-in answers, past the taps. */
  public URI kms() {
    return cloud.kms();
  }

  /** Every use that functions have made of other services since the start. */
  public Uses uses() {
    return uses;
  }

  /** Records what passes the taps from now on. */
  public Recording record() {
    var recording = new Recording(ended -> {
      cloud.tap().forget(ended);
      cloud.forget(ended);
      watches.remove(ended).close();
    });
    cloud.tap().watch(recording);
    cloud.watch(recording);
    watches.put(recording, cloud.gateway().watch(recording));
    return recording;
  }

  /** Lets someone watch functions and gateway until what is returned is closed. */
  public <W extends FunctionListener & GatewayListener> Disturbance watch(W witness) {
    cloud.watch(witness);
    var watch = cloud.gateway().watch(witness);
    return () -> {
      cloud.forget(witness);
      watch.close();
    };
  }

  /** Disturbs the functions' calls until what is returned is closed. */
  public Disturbance disturb(TapFaults faults) {
    cloud.tap().disturb(faults);
    return () -> cloud.tap().disturb(TapFaults.NONE);
  }

  /** Disturbs the batches that functions are fed until what is returned is closed. */
  public Disturbance disturb(EventFaults faults) {
    cloud.batches().disturb(faults);
    return () -> cloud.batches().disturb(EventFaults.NONE);
  }

  /** Lets the clocks of instances disagree until what is returned is closed. */
  public Disturbance skew(Skew skew) {
    cloud.skew(skew);
    return () -> cloud.skew(Skew.NONE);
  }

  /** Disturbs the gateway until what is returned is closed. */
  public Disturbance disturb(GatewayFaults faults) {
    cloud.gateway().disturb(faults);
    return () -> cloud.gateway().disturb(GatewayFaults.NONE);
  }

  /** A phone number that nobody has used. */
  public String newPhoneNumber() {
    return "+1303555%04d".formatted(numbers.incrementAndGet());
  }

  /** The first device of a new account. */
  public RawDevice newDevice() {
    return RawDevice.signIn(settings(), newPhoneNumber());
  }

  private String queueId(String url) {
    var name = url.substring(url.lastIndexOf('/') + 1);
    return template().queues().stream().filter(queue -> queue.name().equals(name)).findFirst().orElseThrow().id();
  }

  private String keyId(String idOrArn) {
    var id = idOrArn.substring(idOrArn.lastIndexOf('/') + 1);
    return template().keys().stream().filter(key -> key.keyId().equals(id)).findFirst().orElseThrow().id();
  }

  /** Something goes wrong, or somebody watches, until it is closed. */
  public interface Disturbance extends AutoCloseable {
    @Override
    void close();
  }
}
