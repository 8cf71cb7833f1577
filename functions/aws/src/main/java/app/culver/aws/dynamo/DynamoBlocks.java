package app.culver.aws.dynamo;

import app.culver.core.conversation.Block;
import app.culver.core.conversation.Blocks;
import app.culver.core.conversation.DirectConversation;
import app.culver.core.conversation.Memberships.Start;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.refusal.Refusal.Busy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Blocks, each twice: beside the direct conversation that it is about, where whoever reads that one finds it at no cost, and
 * in the blocker's own list, before the conversations. Every read is strongly consistent.
 */
public final class DynamoBlocks implements Blocks {
  /** Before every identifier, so that a list of conversations begins behind. */
  static final String PREFIX = "#block#";

  private static final String ACCOUNT = "account";
  private static final String CONVERSATION = "conversation";
  private static final String BLOCKED = "blocked";
  private static final String SINCE = "since";

  private final DynamoDbClient dynamo;
  private final String conversations;
  private final String memberships;

  public DynamoBlocks(DynamoDbClient dynamo, String conversations, String memberships) {
    this.dynamo = dynamo;
    this.conversations = conversations;
    this.memberships = memberships;
  }

  @Override
  public void set(Block block) {
    Map<String, AttributeValue> row = Map.of(ACCOUNT, Values.of(block.blocker()), CONVERSATION,
        row(block.conversation()), BLOCKED, Values.of(block.blocked()), SINCE, Values.millis(block.since()));
    // Lost means that it stands already: nobody but the blocker writes here.
    write(put(conversations, ConversationItem.write(block)), put(memberships, row));
  }

  /**
   * @return false if it is as it should be already
   * @throws app.culver.core.refusal.RefusedException Busy if it is not known, since the blocker has just set or lifted it
   *           elsewhere
   */
  private boolean write(TransactWriteItem... actions) {
    return switch (Transactions.write(dynamo, actions)) {
      case Transactions.Outcome.Done() -> true;
      case Transactions.Outcome.Lost(var failed) when failed.contains(true) -> false;
      case Transactions.Outcome.Lost _ -> throw new Busy().exception();
    };
  }

  private static TransactWriteItem put(String table, Map<String, AttributeValue> item) {
    return TransactWriteItem.builder().put(
        Put.builder().tableName(table).item(item).conditionExpression("attribute_not_exists(conversation)").build())
        .build();
  }

  @Override
  public boolean lift(AccountId blocker, AccountId blocked) {
    ConversationId id = new DirectConversation(blocker, blocked).id();
    return write(delete(conversations, ConversationItem.key(id, ConversationItem.blockOf(blocker))),
        delete(memberships, key(blocker, id)));
  }

  private static TransactWriteItem delete(String table, Map<String, AttributeValue> key) {
    return TransactWriteItem.builder().delete(
        Delete.builder().tableName(table).key(key).conditionExpression("attribute_exists(conversation)").build())
        .build();
  }

  @Override
  public boolean stands(AccountId blocker, AccountId blocked) {
    ConversationId id = new DirectConversation(blocker, blocked).id();
    return dynamo.getItem(get -> get.tableName(conversations).consistentRead(true)
        .key(ConversationItem.key(id, ConversationItem.blockOf(blocker)))).hasItem();
  }

  @Override
  public Page blocksOf(AccountId blocker, Start start, int limit) {
    // One more than asked for tells whether this is the last page.
    QueryRequest.Builder query = QueryRequest.builder().tableName(memberships).consistentRead(true)
        .keyConditionExpression("#account = :account AND begins_with(#conversation, :prefix)")
        .expressionAttributeNames(Values.names(ACCOUNT, CONVERSATION)).limit(limit + 1).expressionAttributeValues(
            Map.of(":account", Values.of(blocker), ":prefix", Values.of(PREFIX)));
    switch (start) {
      case Start.First() -> {}
      case Start.After(var last) -> query.exclusiveStartKey(key(blocker, last));
    }
    List<Map<String, AttributeValue>> rows = dynamo.query(query.build()).items();
    List<Block> page = rows.stream().limit(limit).map(DynamoBlocks::read).toList();
    return new Page(page, rows.size() > limit ? Optional.of(page.getLast().conversation()) : Optional.empty());
  }

  private static Map<String, AttributeValue> key(AccountId blocker, ConversationId conversation) {
    return Map.of(ACCOUNT, Values.of(blocker), CONVERSATION, row(conversation));
  }

  private static AttributeValue row(ConversationId conversation) {
    return Values.of(PREFIX + conversation);
  }

  /** What the list tells: how far the blocker had come is nobody's business there. */
  private static Block read(Map<String, AttributeValue> row) {
    return new Block(new AccountId(Values.text(row, ACCOUNT)), new AccountId(Values.text(row, BLOCKED)),
        Values.millis(row, SINCE), 0, 0);
  }
}
