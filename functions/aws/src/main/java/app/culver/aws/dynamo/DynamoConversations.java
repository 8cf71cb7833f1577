package app.culver.aws.dynamo;

import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Conversations;
import app.culver.core.identifier.ConversationId;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The conversations in their table. Every read is strongly consistent. */
public final class DynamoConversations implements Conversations {
  private static final String OWN_AND_HEAD = "conversation = :id AND #item BETWEEN :own AND :head";

  private final DynamoDbClient client;
  private final String conversations;

  public DynamoConversations(DynamoDbClient client, String conversations) {
    this.client = client;
    this.conversations = conversations;
  }

  @Override
  public Optional<Conversation> find(ConversationId id) {
    // The names of the two items are neighbours, so one read unit brings both.
    return ConversationItem.read(client.query(query -> query.tableName(conversations).consistentRead(true)
        .keyConditionExpression(OWN_AND_HEAD).expressionAttributeNames(Map.of("#item", ConversationItem.ITEM))
        .expressionAttributeValues(Map.of(":id", Values.of(id), ":own",
            Values.of(ConversationItem.CONVERSATION), ":head", Values.of(ConversationItem.HEAD))))
        .items());
  }
}
