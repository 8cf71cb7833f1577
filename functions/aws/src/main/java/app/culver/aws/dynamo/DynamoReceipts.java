package app.culver.aws.dynamo;

import app.culver.core.concurrent.Pending;
import app.culver.core.conversation.Conversation;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.Identifier;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Receipts;
import app.culver.core.receipt.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** The receipts in the conversations' table. Every read is strongly consistent. */
public final class DynamoReceipts implements Receipts {
  private static final int DEVICES_OF_AN_ACCOUNT = 10;

  /** What ten members can have beside their conversation and its head: in a large one the rest is left where it is. */
  private static final int SMALL = 2 + Standing.MOST_TOLD * DEVICES_OF_AN_ACCOUNT;

  /** Greater than each character of an identifier. */
  private static final String BEHIND_EVERY_ID = "~";

  private final DynamoDbClient dynamo;
  private final String conversations;

  public DynamoReceipts(DynamoDbClient dynamo, String conversations) {
    this.dynamo = dynamo;
    this.conversations = conversations;
  }

  @Override
  public Optional<Standing> standing(ConversationId id, AccountId reader) {
    QueryResponse first = dynamo.query(all(id).limit(SMALL).build());
    return ConversationItem.read(first.items()).map(conversation -> {
      if (!first.hasLastEvaluatedKey()) {
        return new Standing(conversation, ConversationItem.receipts(first.items()));
      }
      return Standing.areTold(conversation) ? standing(id).orElseThrow() : new Standing(conversation, of(id, reader));
    });
  }

  @Override
  public Optional<Standing> standing(ConversationId id) {
    var items = dynamo.queryPaginator(all(id).build()).items().stream().toList();
    return ConversationItem.read(items)
        .map(conversation -> new Standing(conversation, ConversationItem.receipts(items)));
  }

  /** Two reads side by side: between the conversation's own items and these receipts lie those of others. */
  @Override
  public Optional<Standing> standing(ConversationId id, List<AccountId> accounts) {
    var inOrder = accounts.stream().sorted(Identifier.TEXT_ORDER).toList();
    Pending<Optional<Conversation>> conversation = Pending
        .start(() -> new DynamoConversations(dynamo, conversations).find(id));
    var items = dynamo.queryPaginator(query -> query.tableName(conversations).consistentRead(true)
        .keyConditionExpression("conversation = :id AND #item BETWEEN :first AND :last")
        .expressionAttributeNames(Map.of("#item", ConversationItem.ITEM))
        .expressionAttributeValues(Map.of(":id", Values.of(id), ":first",
            Values.of(ConversationItem.receiptOf(inOrder.getFirst())), ":last",
            Values.of(ConversationItem.receiptOf(inOrder.getLast()) + BEHIND_EVERY_ID))))
        .items().stream().toList();
    return conversation.get().map(found -> new Standing(found, ConversationItem.receipts(items)));
  }

  private QueryRequest.Builder all(ConversationId id) {
    return QueryRequest.builder().tableName(conversations).consistentRead(true)
        .keyConditionExpression("conversation = :id").expressionAttributeValues(Map.of(":id", Values.of(id)));
  }

  @Override
  public List<Receipt> of(ConversationId conversation, AccountId account) {
    return ConversationItem.receipts(dynamo.query(query -> query.tableName(conversations).consistentRead(true)
        .keyConditionExpression("conversation = :id AND begins_with(#item, :account)")
        .expressionAttributeNames(Map.of("#item", ConversationItem.ITEM))
        .expressionAttributeValues(Map.of(":id", Values.of(conversation), ":account",
            Values.of(ConversationItem.receiptOf(account)))))
        .items());
  }

  @Override
  public void delete(ConversationId conversation, AccountId account, DeviceId device) {
    dynamo.deleteItem(delete -> delete.tableName(conversations)
        .key(ConversationItem.key(conversation, ConversationItem.receiptOf(account, device))));
  }

  @Override
  public boolean raise(ConversationId conversation, Receipt receipt) {
    try {
      dynamo.updateItem(update -> update.tableName(conversations)
          .key(ConversationItem.key(conversation, ConversationItem.receiptOf(receipt.account(), receipt.device())))
          .updateExpression("SET delivered = :delivered, #read = :read")
          .conditionExpression("attribute_not_exists(delivered) OR (delivered <= :delivered AND #read <= :read)")
          .expressionAttributeNames(Map.of("#read", "read")).expressionAttributeValues(
              Map.of(":delivered", Values.of(receipt.watermarks().delivered()), ":read",
                  Values.of(receipt.watermarks().read()))));
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException _) {
      return false;
    }
  }
}
