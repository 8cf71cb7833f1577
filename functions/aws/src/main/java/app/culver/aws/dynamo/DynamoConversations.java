package app.culver.aws.dynamo;

import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Conversations;
import app.culver.core.identifier.ConversationId;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The conversations in their table. Every read is strongly consistent. */
public final class DynamoConversations implements Conversations {
  private static final String BLOCKS_TO_HEAD = "conversation = :id AND #item BETWEEN :block AND :head";

  private final DynamoDbClient dynamo;
  private final String conversations;

  public DynamoConversations(DynamoDbClient dynamo, String conversations) {
    this.dynamo = dynamo;
    this.conversations = conversations;
  }

  @Override
  public Optional<Conversation> find(ConversationId id) {
    // The names of the items are neighbours, so one read unit brings the conversation, its head and blocks.
    return ConversationItem.read(dynamo.query(query -> query.tableName(conversations).consistentRead(true)
        .keyConditionExpression(BLOCKS_TO_HEAD).expressionAttributeNames(Map.of("#item", ConversationItem.ITEM))
        .expressionAttributeValues(Map.of(":id", Values.of(id), ":block",
            Values.of(ConversationItem.BLOCK), ":head", Values.of(ConversationItem.HEAD))))
        .items());
  }
}
