package app.culver.local.dynamo;

import app.culver.local.clock.CloudClock;
import app.culver.local.engine.AwsJson;
import app.culver.local.engine.AwsJson.AwsException;
import app.culver.local.template.Table;
import app.culver.local.template.Template;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Deletes what has expired by the local cloud's clock, usually once when it starts and then once a day, so that expired
 * items are still found for a while, as they are on AWS. The engine's own way is left off: it goes by the machine's clock, which
 * takes away what tests have written at other times.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html">Time to live</a>
 */
public final class Expiry {
  private static final Duration INTERVAL = Duration.ofDays(1);

  private final AwsJson client;
  private final List<Table> tables;
  private final InstantSource clock;

  /** Deletes from the template's tables in the engine of that address, when told to. */
  public Expiry(URI dynamo, Template template, InstantSource clock) {
    this.client = new AwsJson(dynamo);
    this.tables = template.tables().stream().filter(table -> table.timeToLive().isPresent()).toList();
    this.clock = clock;
  }

  /** Deletes each day of the clock until that is closed. */
  public void daily(CloudClock timers) {
    timers.after(INTERVAL, () -> {
      sweep();
      daily(timers);
    });
  }

  /** Deletes everything that has expired, or as much of it as it can before the engine is closed. */
  public void sweepUnlessClosed() {
    try {
      sweep();
    } catch (UncheckedIOException closed) {
      // The rest is left to the next start.
    }
  }

  /** Deletes everything that has expired. */
  public void sweep() {
    tables.forEach(this::sweep);
  }

  private void sweep(Table table) {
    var attribute = table.timeToLive().orElseThrow();
    var now = Map.of(":now", Map.of("N", Long.toString(clock.instant().getEpochSecond())));
    var request = new LinkedHashMap<String, Object>(Map.of("TableName", table.name(), "FilterExpression",
        "#expires < :now", "ExpressionAttributeNames", Map.of("#expires", attribute), "ExpressionAttributeValues",
        now));
    JsonNode answer;
    do {
      answer = client.call("DynamoDB_20120810.Scan", request);
      answer.path("Items").forEach(item -> delete(table, attribute, now, item));
      request.put("ExclusiveStartKey", answer.path("LastEvaluatedKey"));
    } while (answer.has("LastEvaluatedKey"));
  }

  private void delete(Table table, String attribute, Map<String, ?> now, JsonNode item) {
    var key = new LinkedHashMap<String, JsonNode>();
    key.put(table.partition().name(), item.path(table.partition().name()));
    table.sort().ifPresent(sort -> key.put(sort.name(), item.path(sort.name())));
    try {
      client.call("DynamoDB_20120810.DeleteItem", Map.of("TableName", table.name(), "Key", key, "ConditionExpression",
          "#expires < :now", "ExpressionAttributeNames", Map.of("#expires", attribute), "ExpressionAttributeValues",
          now));
    } catch (AwsException renewed) {
      if (!renewed.type().equals("ConditionalCheckFailedException")) {
        throw renewed;
      }
    }
  }
}
