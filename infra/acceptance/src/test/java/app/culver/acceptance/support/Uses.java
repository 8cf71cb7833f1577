package app.culver.acceptance.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.culver.local.tap.AwsCall;
import app.culver.local.tap.TapListener;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;

/** What functions do with other services, in IAM's words. */
public final class Uses implements TapListener {
  private static final Map<String, String> IN_TRANSACTIONS = Map.of("Put", "PutItem", "Update", "UpdateItem", "Delete",
      "DeleteItem", "ConditionCheck", "ConditionCheckItem", "Get", "GetItem");

  private final Set<Use> all = new ConcurrentSkipListSet<>();
  private final UnaryOperator<String> tableId;
  private final UnaryOperator<String> keyId;
  private final UnaryOperator<String> queueId;

  /**
   * An action on a resource by a function.
   *
   * @param function its logical id
   * @param action such as {@code dynamodb:PutItem}
   * @param resource the logical id of a table, key or queue; method and path pattern of a connection
   */
  public record Use(String function, String action, String resource) implements Comparable<Use> {
    @Override
    public int compareTo(Use other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return function + " " + action + " " + resource;
    }
  }

  /**
   * @param tableId tells the logical id of a table from its name or ARN
   * @param keyId that of a key from its ARN
   * @param queueId that of a queue from its address
   */
  Uses(UnaryOperator<String> tableId, UnaryOperator<String> keyId, UnaryOperator<String> queueId) {
    this.tableId = tableId;
    this.keyId = keyId;
    this.queueId = queueId;
  }

  /** All of them so far. */
  public TreeSet<Use> all() {
    return new TreeSet<>(all);
  }

  @Override
  public void called(AwsCall call) {
    if (!call.instance().isEmpty()) {
      all.addAll(of(call));
    }
  }

  private List<Use> of(AwsCall call) {
    var function = Recording.function(call);
    return switch (call.service()) {
      case "dynamodb" -> {
        var uses = new ArrayList<Use>();
        onTables(function, call.operation(), Answer.parse(new String(call.request(), UTF_8)),
            uses);
        yield uses;
      }
      case "kms" -> List.of(new Use(function, "kms:" + call.operation(),
          keyId.apply(Answer.parse(new String(call.request(), UTF_8)).path("KeyId").asText())));
      case "execute-api" -> List.of(new Use(function, "execute-api:ManageConnections", method(call.operation())));
      // A batch needs the permission of what it is a batch of.
      case "sqs" -> List.of(new Use(function, "sqs:" + call.operation().replace("Batch", ""),
          queueId.apply(Answer.parse(new String(call.request(), UTF_8)).path("QueueUrl").asText())));
      default -> List.of(new Use(function, call.service() + ":" + call.operation(), "?"));
    };
  }

  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html */
  private void onTables(String function, String operation, JsonNode request, List<Use> uses) {
    switch (operation) {
      case "TransactWriteItems", "TransactGetItems" -> request.path("TransactItems")
          .forEach(item -> item.properties().forEach(action -> uses.add(new Use(function,
              "dynamodb:" + IN_TRANSACTIONS.get(action.getKey()),
              tableId.apply(action.getValue().path("TableName").asText())))));
      case "BatchGetItem", "BatchWriteItem" -> request.path("RequestItems").fieldNames().forEachRemaining(
          table -> uses.add(new Use(function, "dynamodb:" + operation, tableId.apply(table))));
      default ->
        uses.add(new Use(function, "dynamodb:" + operation, tableId.apply(request.path("TableName").asText())));
    }
  }

  private static String method(String operation) {
    return switch (operation) {
      case "PostToConnection" -> "POST/@connections/*";
      case "DeleteConnection" -> "DELETE/@connections/*";
      case "GetConnection" -> "GET/@connections/*";
      default -> throw new AssertionError(operation);
    };
  }
}
