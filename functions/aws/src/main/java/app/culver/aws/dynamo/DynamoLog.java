package app.culver.aws.dynamo;

import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.log.Log;
import app.culver.core.log.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** The logs in their table. Every read but a glance is strongly consistent. */
public final class DynamoLog implements Log {
  private static final String FROM_POSITION = "conversation = :conversation AND seq >= :from";
  private static final String MARK = "seq, d, c, i";

  /** A cursor's own entry, and a few behind it. */
  private static final int FIRST_STEP = 5;
  private static final int STEP_FACTOR = 5;

  /** A strongly consistent unit is 4 KB. */
  private static final double MOST_UNITS_OF_MARKS = 64;
  private static final double MOST_UNITS_OF_A_PAGE = 32;

  private final DynamoDbClient dynamo;
  private final String table;

  public DynamoLog(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Override
  public Marks marks(ConversationId conversation, long from, int limit) {
    Part part = part(from(conversation, from).projectionExpression(MARK), limit, MOST_UNITS_OF_MARKS);
    return new Marks(part.items().stream().map(LogItem::mark).toList(), part.more());
  }

  @Override
  public Optional<Mark> mark(ConversationId conversation, long seq) {
    var response = dynamo.getItem(get -> get.tableName(table).key(LogItem.key(conversation, seq)).consistentRead(true)
        .projectionExpression(MARK));
    return response.hasItem() ? Optional.of(LogItem.mark(response.item())) : Optional.empty();
  }

  @Override
  public Optional<Mark> newest(ConversationId conversation) {
    return dynamo.query(from(conversation, 1).projectionExpression(MARK).scanIndexForward(false).limit(1).build())
        .items().stream().map(LogItem::mark).findFirst();
  }

  @Override
  public Optional<Entry> entry(ConversationId conversation, long seq) {
    var response = dynamo
        .getItem(get -> get.tableName(table).key(LogItem.key(conversation, seq)).consistentRead(true));
    return response.hasItem() ? Optional.of(LogItem.read(response.item()).entry()) : Optional.empty();
  }

  @Override
  public Page read(ConversationId conversation, long from, int limit) {
    return page(from(conversation, from), limit);
  }

  @Override
  public Page glance(ConversationId conversation, long from, int limit) {
    return page(from(conversation, from).consistentRead(false), limit);
  }

  private Page page(QueryRequest.Builder query, int limit) {
    Part part = part(query, limit, MOST_UNITS_OF_A_PAGE);
    return new Page(part.items().stream().map(LogItem::read).toList(), part.more());
  }

  private record Part(List<Map<String, AttributeValue>> items, boolean more) {}

  /**
   * Reads a few items at first, since there are seldom more, and then ever more of them, until there are enough or until
   * they have cost enough: whoever has filled a log with long entries is not to make every request dear.
   */
  private Part part(QueryRequest.Builder query, int limit, double mostUnits) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    int step = FIRST_STEP;
    double units = 0;
    QueryResponse response;
    do {
      // One more than asked for tells whether others follow.
      response = dynamo.query(query.limit(Math.min(step, limit + 1 - items.size())).build());
      items.addAll(response.items());
      units += response.consumedCapacity().capacityUnits();
      query.exclusiveStartKey(response.lastEvaluatedKey());
      step *= STEP_FACTOR;
    } while (response.hasLastEvaluatedKey() && items.size() <= limit && units < mostUnits);
    return new Part(items.subList(0, Math.min(limit, items.size())),
        response.hasLastEvaluatedKey() || items.size() > limit);
  }

  @Override
  public boolean append(ConversationId conversation, Entry.Message entry, Instant expires) {
    try {
      dynamo.putItem(put -> put.tableName(table).item(LogItem.write(conversation, entry, expires))
          .conditionExpression("attribute_not_exists(seq)")
          .overrideConfiguration(call -> call.apiCallTimeout(LONGEST_APPEND)));
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException _) {
      // A transaction that holds the position may yet fail, but it is somebody else's turn all the same.
      return false;
    }
  }

  private QueryRequest.Builder from(ConversationId conversation, long from) {
    return QueryRequest.builder().tableName(table).consistentRead(true)
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).keyConditionExpression(FROM_POSITION)
        .expressionAttributeValues(
            Map.of(":conversation", Values.binary(conversation), ":from", Values.of(from)));
  }
}
