package app.culver.local.event;

import app.culver.local.engine.AwsJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a table's stream shard by shard, parents before children, from where it stood. */
final class StreamReader {
  private static final String API = "DynamoDBStreams_20120810.";

  private final AwsJson client;
  private final String arn;
  private final Checkpoints checkpoints;
  private final boolean fromStart;
  // By shard, in the order in which the stream lists them; null for one that was read to its end.
  private final Map<String, String> iterators = new LinkedHashMap<>();
  private boolean begun;

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
    var first = !begun;
    begun = true;
    for (var shard : client.call(API + "DescribeStream", Map.of("StreamArn", arn)).path("StreamDescription")
        .path("Shards")) {
      var id = shard.path("ShardId").asText();
      if (!iterators.containsKey(id)) {
        iterators.put(id, iterator(id, first));
      }
    }
  }

  private String iterator(String shard, boolean first) {
    var request = new LinkedHashMap<String, Object>(Map.of("StreamArn", arn, "ShardId", shard));
    var checkpoint = checkpoints.get(arn + "/" + shard);
    if (checkpoint.isPresent()) {
      request.put("ShardIteratorType", "AFTER_SEQUENCE_NUMBER");
      request.put("SequenceNumber", checkpoint.get());
    } else {
      request.put("ShardIteratorType", fromStart || !first ? "TRIM_HORIZON" : "LATEST");
    }
    return client.call(API + "GetShardIterator", request).path("ShardIterator").asText();
  }
}
