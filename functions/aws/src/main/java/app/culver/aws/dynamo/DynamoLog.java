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
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** The logs in their table. Every read is strongly consistent. */
public final class DynamoLog implements Log {
  private static final String FROM_POSITION = "conversation = :conversation AND seq >= :from";
  private static final String MARK = "seq, d, c, i";

  private final DynamoDbClient client;
  private final String table;

  public DynamoLog(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  @Override
  public List<Mark> marks(ConversationId conversation, long from, int limit) {
    List<Mark> marks = new ArrayList<>();
    Map<String, AttributeValue> next = Map.of();
    do {
      QueryRequest.Builder query = from(conversation, from).projectionExpression(MARK).limit(limit - marks.size());
      QueryResponse response = client.query((next.isEmpty() ? query : query.exclusiveStartKey(next)).build());
      response.items().forEach(item -> marks.add(LogItem.mark(item)));
      next = response.lastEvaluatedKey();
    } while (!next.isEmpty() && marks.size() < limit);
    return marks;
  }

  @Override
  public Optional<Mark> mark(ConversationId conversation, long seq) {
    var response = client.getItem(get -> get.tableName(table).key(LogItem.key(conversation, seq)).consistentRead(true)
        .projectionExpression(MARK));
    return response.hasItem() ? Optional.of(LogItem.mark(response.item())) : Optional.empty();
  }

  @Override
  public Optional<Mark> newest(ConversationId conversation) {
    return client.query(from(conversation, 1).projectionExpression(MARK).scanIndexForward(false).limit(1).build())
        .items().stream().map(LogItem::mark).findFirst();
  }

  @Override
  public Optional<Entry> entry(ConversationId conversation, long seq) {
    var response = client
        .getItem(get -> get.tableName(table).key(LogItem.key(conversation, seq)).consistentRead(true));
    return response.hasItem() ? Optional.of(LogItem.read(response.item()).entry()) : Optional.empty();
  }

  @Override
  public Page read(ConversationId conversation, long from, int limit) {
    QueryResponse response = client.query(from(conversation, from).limit(limit + 1).build());
    List<Stored> entries = response.items().stream().limit(limit).map(LogItem::read).toList();
    return new Page(entries, response.hasLastEvaluatedKey() || response.items().size() > limit);
  }

  @Override
  public boolean append(ConversationId conversation, Entry.Message entry, Instant expires) {
    try {
      client.putItem(put -> put.tableName(table).item(LogItem.write(conversation, entry, expires))
          .conditionExpression("attribute_not_exists(seq)")
          .overrideConfiguration(call -> call.apiCallTimeout(LONGEST_APPEND)));
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException _) {
      // A transaction that holds the position may yet fail, but it is somebody else's turn all the same.
      return false;
    }
  }

  private QueryRequest.Builder from(ConversationId conversation, long from) {
    return QueryRequest.builder().tableName(table).consistentRead(true).keyConditionExpression(FROM_POSITION)
        .expressionAttributeValues(
            Map.of(":conversation", Values.binary(conversation), ":from", Values.of(from)));
  }
}
