package app.culver.aws.dynamo;

import app.culver.core.conversation.Head;
import app.culver.core.conversation.Heads;
import app.culver.core.identifier.ConversationId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The heads in the conversations' table. */
public final class DynamoHeads implements Heads {
  private final DynamoDbClient dynamo;
  private final String conversations;

  public DynamoHeads(DynamoDbClient dynamo, String conversations) {
    this.dynamo = dynamo;
    this.conversations = conversations;
  }

  @Override
  public void raise(ConversationId id, Head head) {
    if (head.seq() <= 1) {
      // Where every head stands by itself.
      return;
    }
    try {
      dynamo.updateItem(update -> update.tableName(conversations).key(ConversationItem.key(id, ConversationItem.HEAD))
          .updateExpression("SET seq = :seq, #time = :time")
          .conditionExpression("attribute_not_exists(seq) OR seq < :seq")
          .expressionAttributeNames(Values.names("time"))
          .expressionAttributeValues(Map.of(":seq", Values.of(head.seq()), ":time", Values.millis(head.time()))));
    } catch (ConditionalCheckFailedException _) {
      // It stands as high already.
    }
  }
}
