package app.culver.local.event;

import app.culver.local.dynamo.DynamoDbLocal;
import app.culver.local.engine.AwsJson;
import app.culver.local.engine.AwsJson.AwsException;
import app.culver.local.gateway.Functions;
import app.culver.local.gateway.Json;
import app.culver.local.template.EventSource;
import app.culver.local.template.Function;
import app.culver.local.template.Table;
import app.culver.local.template.Template;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Feeds a function from a table's stream until it is closed. */
public final class StreamPoller implements AutoCloseable {
  // Lambda looks four times a second: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(10);
  // What a stream answers at most at once.
  private static final int MOST_RECORDS = 1000;
  private static final int SECONDS_OF_A_MINUTE = 60;

  private final EventSource.Stream source;
  private final Function function;
  private final Table table;
  private final String region;
  private final StreamReader reader;
  private final StreamBatches batches;
  private final EventFilter filter;
  private final InstantSource clock;
  private final BiConsumer<String, String> onFailure;
  private final Thread thread;

  /**
   * Starts feeding.
   *
   * @param onFailure sends a text to the queue of an ARN
   */
  public StreamPoller(Template template, Function function, EventSource.Stream source, URI dynamo,
      Functions functions, InstantSource clock, Checkpoints checkpoints, BiConsumer<String, String> onFailure) {
    this.source = source;
    this.function = function;
    this.region = template.deployment().region();
    this.clock = clock;
    this.onFailure = onFailure;
    this.filter = new EventFilter(source.filters());
    this.table = template.table(source.table());
    this.reader = new StreamReader(new AwsJson(dynamo), table.name(), checkpoints, source.fromStart());
    this.batches = new StreamBatches(source, function.id(), functions, clock, this::giveUp, StreamPoller::backOff);
    this.thread = Thread.ofVirtual().name("stream " + source.id()).start(this::run);
  }

  private void run() {
    try {
      while (true) {
        try {
          feed();
        } catch (UncheckedIOException | AwsException failure) {
          // An iterator too old, or an engine that is ending: from the last checkpoint on.
          reader.restart();
          Thread.sleep(INTERVAL);
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void feed() throws InterruptedException {
    var gathered = new ArrayList<ObjectNode>();
    var since = Instant.MAX;
    while (true) {
      var read = reader.read(Math.min(MOST_RECORDS, source.batchSize() - gathered.size()));
      if (gathered.isEmpty() && !read.isEmpty()) {
        since = clock.instant();
      }
      gathered.addAll(read);
      var isDue = !gathered.isEmpty() && !clock.instant().isBefore(since.plusSeconds(source.windowSeconds()));
      if (isDue || gathered.size() >= source.batchSize()) {
        batches.deliver(gathered.stream().filter(record -> !DynamoDbLocal.isOwn(table, record.at("/dynamodb/Keys")))
            .map(this::event).filter(filter::passes).toList());
        reader.done(gathered.getLast());
        gathered = new ArrayList<>();
      } else if (read.isEmpty()) {
        Thread.sleep(INTERVAL);
      }
    }
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
  private ObjectNode event(ObjectNode record) {
    var event = record.deepCopy();
    event.remove("shardId");
    event.put("awsRegion", region).put("eventSourceARN", reader.arn().replace(":ddblocal:", ":" + region + ":"))
        .put("eventSource", "aws:dynamodb").put("eventVersion", "1.1");
    var change = (ObjectNode) event.path("dynamodb");
    return event.set("dynamodb", change.put("ApproximateCreationDateTime",
        created(change.path("ApproximateCreationDateTime").asLong())));
  }

  /** The engine tells the system's time, rounded down to the minute; a function is to see the local cloud's. */
  private long created(long minute) {
    var now = Instant.now().getEpochSecond();
    var ahead = clock.instant().getEpochSecond() - now;
    return Math.min(now, minute + SECONDS_OF_A_MINUTE - 1) + ahead;
  }

  private void giveUp(List<ObjectNode> records, int attempts) {
    source.onFailure().ifPresent(arn -> onFailure.accept(arn, story(records, attempts).toString()));
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html#services-dynamodb-onfailure-destination */
  private ObjectNode story(List<ObjectNode> records, int attempts) {
    var story = Json.object();
    story.putObject("requestContext").put("requestId", UUID.randomUUID().toString())
        .put("functionArn", function.name()).put("condition", "RetryAttemptsExhausted")
        .put("approximateInvokeCount", attempts);
    story.putObject("responseContext").put("statusCode", 200).put("executedVersion", "1").put("functionError",
        "Unhandled");
    story.put("version", "1.0").put("timestamp", clock.instant().toString());
    story.putObject("DDBStreamBatchInfo")
        .put("startSequenceNumber", StreamBatches.sequenceNumber(records.getFirst()))
        .put("endSequenceNumber", StreamBatches.sequenceNumber(records.getLast()))
        .put("approximateArrivalOfFirstRecord", arrival(records.getFirst()))
        .put("approximateArrivalOfLastRecord", arrival(records.getLast())).put("batchSize", records.size())
        .put("streamArn", reader.arn());
    return story;
  }

  private static String arrival(ObjectNode record) {
    return Instant.ofEpochSecond(record.path("dynamodb").path("ApproximateCreationDateTime").asLong()).toString();
  }

  private static void backOff(int attempts) throws InterruptedException {
    var wait = INTERVAL.multipliedBy(1L << Math.min(attempts - 1, 10));
    Thread.sleep(wait.compareTo(LONGEST_BACK_OFF) < 0 ? wait : LONGEST_BACK_OFF);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
