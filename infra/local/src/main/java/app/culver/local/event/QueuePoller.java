package app.culver.local.event;

import app.culver.local.engine.AwsJson;
import app.culver.local.engine.AwsJson.AwsException;
import app.culver.local.gateway.Functions;
import app.culver.local.gateway.Json;
import app.culver.local.template.EventSource;
import app.culver.local.template.Function;
import app.culver.local.template.Queue;
import app.culver.local.template.Template;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Feeds a function from a queue until it is closed. What failed stays in the queue until it becomes visible again.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html">Scaling</a>
 */
public final class QueuePoller implements AutoCloseable {
  /** As many batches as Lambda begins with. */
  private static final int CONCURRENT_BATCHES = 5;

  private static final int MOST_MESSAGES = 10;
  private static final int WAIT_SECONDS = 1;
  private static final Duration INTERVAL = Duration.ofMillis(250);

  private final EventSource.Polled source;
  private final Function function;
  private final Functions functions;
  private final InstantSource clock;
  private final AwsJson client;
  private final String url;
  private final Queue queue;
  private final String region;
  private final Semaphore room = new Semaphore(CONCURRENT_BATCHES);
  private final Thread thread;

  /** Starts feeding from the queue of that address. */
  public QueuePoller(Template template, Function function, EventSource.Polled source, URI sqs, String url,
      Functions functions, InstantSource clock) {
    this.source = source;
    this.function = function;
    this.functions = functions;
    this.clock = clock;
    this.client = new AwsJson(sqs);
    this.url = url;
    this.queue = template.queue(source.queue());
    this.region = template.deployment().region();
    this.thread = Thread.ofVirtual().name("queue " + source.id()).start(this::run);
  }

  private void run() {
    try {
      while (true) {
        try {
          feed();
        } catch (UncheckedIOException | AwsException failure) {
          // What was received and not delivered becomes visible again.
          Thread.sleep(INTERVAL);
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void feed() throws InterruptedException {
    var gathered = new ArrayList<JsonNode>();
    var since = Instant.MAX;
    while (true) {
      var received = receive(Math.min(MOST_MESSAGES, source.batchSize() - gathered.size()));
      if (gathered.isEmpty() && !received.isEmpty()) {
        since = clock.instant();
      }
      gathered.addAll(received);
      var isDue = !gathered.isEmpty() && !clock.instant().isBefore(since.plusSeconds(source.windowSeconds()));
      if (isDue || gathered.size() >= source.batchSize()) {
        var batch = List.copyOf(gathered);
        gathered.clear();
        room.acquire();
        Thread.ofVirtual().name("batch " + source.id()).start(() -> deliver(batch));
      }
    }
  }

  private List<JsonNode> receive(int most) {
    var messages = new ArrayList<JsonNode>();
    client.call("AmazonSQS.ReceiveMessage",
        Map.of("QueueUrl", url, "MaxNumberOfMessages", most, "WaitTimeSeconds", WAIT_SECONDS, "AttributeNames",
            List.of("All"), "MessageAttributeNames", List.of("All")))
        .path("Messages").forEach(messages::add);
    return messages;
  }

  private void deliver(List<JsonNode> messages) {
    try {
      var event = Json.object();
      messages.forEach(message -> event.withArray("Records").add(record(message)));
      var outcome = functions.invoke(function.id(), Json.bytes(event));
      var failed = BatchAnswer.failed(outcome, source.reportsFailures(),
          messages.stream().map(message -> message.path("MessageId").asText()).toList());
      messages.stream().filter(message -> !failed.contains(message.path("MessageId").asText()))
          .forEach(message -> client.call("AmazonSQS.DeleteMessage",
              Map.of("QueueUrl", url, "ReceiptHandle", message.path("ReceiptHandle").asText())));
    } catch (AwsException tooLate) {
      // It took longer than the visibility time-out: the message comes again, as it does on AWS.
    } finally {
      room.release();
    }
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
  private ObjectNode record(JsonNode message) {
    var record = Json.object().put("messageId", message.path("MessageId").asText())
        .put("receiptHandle", message.path("ReceiptHandle").asText()).put("body", message.path("Body").asText())
        .put("md5OfBody", message.path("MD5OfBody").asText()).put("eventSource", "aws:sqs")
        .put("eventSourceARN", queue.arn()).put("awsRegion", region);
    record.set("attributes", message.path("Attributes"));
    var attributes = record.putObject("messageAttributes");
    message.path("MessageAttributes").properties().forEach(attribute -> {
      var value = attribute.getValue();
      var target = attributes.putObject(attribute.getKey()).put("dataType", value.path("DataType").asText());
      if (value.has("StringValue")) {
        target.put("stringValue", value.path("StringValue").asText());
      } else {
        target.put("binaryValue", value.path("BinaryValue").asText());
      }
    });
    return record;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
      // Those under way end before what they call is gone.
      room.acquire(CONCURRENT_BATCHES);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
