package app.culver.local.event;

import app.culver.local.engine.AwsJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a table's stream shard by shard, parents before children, from where it stood. */
final class StreamReader {
  private static final String API = "DynamoDBStreams_20120810.";

  private final AwsJson client;
  private final String arn;
  private final Checkpoints checkpoints;
  private final boolean fromStart;
  // By shard, in the order in which the stream lists them; null for one that was read to its end.
  private final Map<String, String> iterators = new LinkedHashMap<>();
  // By shard, where to begin as long as nothing of it is done.
  private final Map<String, Start> starts = new HashMap<>();

  /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
  private record Start(String type, Optional<String> sequenceNumber) {
    static final Start LATEST = new Start("LATEST", Optional.empty());
    static final Start TRIM_HORIZON = new Start("TRIM_HORIZON", Optional.empty());
  }

  StreamReader(AwsJson client, String table, Checkpoints checkpoints, boolean fromStart) {
    this.client = client;
    this.checkpoints = checkpoints;
    this.fromStart = fromStart;
    this.arn = client.call("DynamoDB_20120810.DescribeTable", Map.of("TableName", table)).path("Table")
        .path("LatestStreamArn").asText();
  }

  String arn() {
    return arn;
  }

  /** The next records of the oldest shard that has any, at most so many; empty if there are none now. */
  List<ObjectNode> read(int limit) {
    findShards();
    for (var shard : List.copyOf(iterators.entrySet())) {
      if (shard.getValue() == null) {
        continue;
      }
      var answer = client.call(API + "GetRecords", Map.of("ShardIterator", shard.getValue(), "Limit", limit));
      iterators.put(shard.getKey(), answer.path("NextShardIterator").asText(null));
      var records = new ArrayList<ObjectNode>();
      answer.path("Records").forEach(each -> records.add(((ObjectNode) each).put("shardId", shard.getKey())));
      if (!records.isEmpty() && Start.LATEST.equals(starts.get(shard.getKey()))) {
        // The latest of then, which a restart has to find again.
        starts.put(shard.getKey(),
            new Start("AT_SEQUENCE_NUMBER", Optional.of(StreamBatches.sequenceNumber(records.getFirst()))));
      }
      if (!records.isEmpty() || iterators.get(shard.getKey()) != null) {
        return records;
      }
    }
    return List.of();
  }

  /** Forgets where it stands; the next read begins after what was done last. */
  void restart() {
    iterators.clear();
  }

  /** Remembers that everything up to this record is done. */
  void done(JsonNode record) {
    checkpoints.put(arn + "/" + record.path("shardId").asText(), StreamBatches.sequenceNumber(record));
  }

  private void findShards() {
    // A shard that goes on has no successors yet.
    if (iterators.values().stream().anyMatch(iterator -> iterator != null)) {
      return;
    }
    var shards = client.call(API + "DescribeStream", Map.of("StreamArn", arn)).path("StreamDescription").path("Shards")
        .valueStream().map(shard -> shard.path("ShardId").asText()).toList();
    // Shards that appear later are read whole: all that is in them has come since.
    var start = fromStart || !starts.isEmpty() ? Start.TRIM_HORIZON : Start.LATEST;
    shards.forEach(shard -> starts.putIfAbsent(shard, start));
    for (var shard : shards) {
      if (!iterators.containsKey(shard)) {
        iterators.put(shard, iterator(shard));
      }
    }
  }

  private String iterator(String shard) {
    var request = new LinkedHashMap<String, Object>(Map.of("StreamArn", arn, "ShardId", shard));
    var start = checkpoints.get(arn + "/" + shard).map(done -> new Start("AFTER_SEQUENCE_NUMBER", Optional.of(done)))
        .orElse(starts.get(shard));
    request.put("ShardIteratorType", start.type());
    start.sequenceNumber().ifPresent(number -> request.put("SequenceNumber", number));
    return client.call(API + "GetShardIterator", request).path("ShardIterator").asText();
  }
}
