package app.culver.local.tap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;

/** What a call to DynamoDB costs. */
record Capacity(double readUnits, double writeUnits) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> READS = Set.of("GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems");
  private static final Set<String> WRITES = Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem",
      "TransactWriteItems");
  private static final Capacity NONE = new Capacity(0, 0);

  /** The request, asking what it costs unless it asks already. */
  static byte[] asking(String operation, byte[] request) {
    if (!READS.contains(operation) && !WRITES.contains(operation)) {
      return request;
    }
    try {
      if (JSON.readTree(request) instanceof ObjectNode call && !call.has("ReturnConsumedCapacity")) {
        return JSON.writeValueAsBytes(call.put("ReturnConsumedCapacity", "TOTAL"));
      }
    } catch (IOException malformed) {
      // DynamoDB says so itself.
    }
    return request;
  }

  static Capacity of(String operation, byte[] request, int status, byte[] response) {
    var reads = READS.contains(operation);
    if (!reads && !WRITES.contains(operation)) {
      return NONE;
    }
    try {
      var answer = JSON.readTree(response);
      var units = status == 200 ? units(answer.path("ConsumedCapacity")) : failed(request, answer);
      return reads ? new Capacity(units, 0) : new Capacity(0, units);
    } catch (IOException malformed) {
      return NONE;
    }
  }

  private static double units(JsonNode consumed) {
    if (!consumed.isArray()) {
      return consumed.path("CapacityUnits").asDouble();
    }
    var units = 0.0;
    for (var table : consumed) {
      units += table.path("CapacityUnits").asDouble();
    }
    return units;
  }

  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
  private static double failed(byte[] request, JsonNode answer) throws IOException {
    var type = answer.path("__type").asText();
    if (type.endsWith("#ConditionalCheckFailedException")) {
      return 1;
    }
    return type.endsWith("#TransactionCanceledException") ? 2 * JSON.readTree(request).path("TransactItems").size() : 0;
  }
}
