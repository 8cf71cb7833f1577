package app.culver.local.event;

import app.culver.local.gateway.Functions;
import app.culver.local.gateway.Json;
import app.culver.local.template.EventSource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Hands batches of a stream's records to a function until each was taken or given up.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">Errors of streams</a>
 */
final class StreamBatches {
  private final EventSource.Stream source;
  private final String function;
  private final Functions functions;
  private final InstantSource clock;
  private final BiConsumer<List<ObjectNode>, Integer> giveUp;
  private final BackOff backOff;

  /**
   * Wires it.
   *
   * @param giveUp told of records that no longer are tried, and how often they were
   * @param backOff waits before a batch is tried again
   */
  StreamBatches(EventSource.Stream source, String function, Functions functions, InstantSource clock,
      BiConsumer<List<ObjectNode>, Integer> giveUp, BackOff backOff) {
    this.source = source;
    this.function = function;
    this.functions = functions;
    this.clock = clock;
    this.giveUp = giveUp;
    this.backOff = backOff;
  }

  /** Waits before another attempt. */
  interface BackOff {
    void await(int attempts) throws InterruptedException;
  }

  /** Returns when nothing is left to do for these records, which are in the order of the stream. */
  void deliver(List<ObjectNode> records) throws InterruptedException {
    if (!records.isEmpty()) {
      deliver(records, 0);
    }
  }

  private void deliver(List<ObjectNode> records, int attemptsBefore) throws InterruptedException {
    var rest = records;
    for (int attempts = attemptsBefore + 1;; attempts++) {
      rest = rest.subList(taken(rest), rest.size());
      if (rest.isEmpty()) {
        return;
      }
      if (source.bisect() && rest.size() > 1) {
        // Halving costs none of the attempts.
        var half = rest.size() / 2;
        backOff.await(attempts);
        deliver(rest.subList(0, half), attempts - 1);
        deliver(rest.subList(half, rest.size()), attempts - 1);
        return;
      }
      if (source.retries() >= 0 && attempts > source.retries() || isTooOld(rest.getFirst())) {
        giveUp.accept(rest, attempts);
        return;
      }
      backOff.await(attempts);
    }
  }

  /** How many records from the first on were taken. */
  private int taken(List<ObjectNode> records) {
    var event = Json.object();
    event.putArray("Records").addAll(records);
    var numbers = records.stream().map(StreamBatches::sequenceNumber).toList();
    var outcome = functions.invoke(function, Json.bytes(event));
    // A stream goes on from the first that failed.
    return BatchAnswer.failed(outcome, source.reportsFailures(), numbers).stream().mapToInt(numbers::indexOf).min()
        .orElse(numbers.size());
  }

  private boolean isTooOld(JsonNode record) {
    var created = Duration.ofSeconds(record.path("dynamodb").path("ApproximateCreationDateTime").asLong());
    return source.maximumAgeSeconds() >= 0
        && clock.millis() - created.toMillis() > Duration.ofSeconds(source.maximumAgeSeconds()).toMillis();
  }

  static String sequenceNumber(JsonNode record) {
    return record.path("dynamodb").path("SequenceNumber").asText();
  }
}
