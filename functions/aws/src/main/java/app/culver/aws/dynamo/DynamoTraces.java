package app.culver.aws.dynamo;

import app.culver.core.account.Traces;
import app.culver.core.concurrent.Pending;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.membership.ConversationKind;
import app.culver.core.refusal.Refusal.Busy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * What the tables of conversations and memberships keep of an account, found by the rows of its own list. Of what is in two
 * places the row goes last, so that whoever goes on finds it.
 */
public final class DynamoTraces implements Traces {
  /** Rows looked at together: as many as a BatchGetItem takes. */
  private static final int PAGE = 100;

  /** Deletions at a time. */
  private static final int CONCURRENCY = 32;

  private static final String ACCOUNT = "account";
  private static final String CONVERSATION = "conversation";
  private static final String LEFT = "left";
  private static final String KIND = "kind";

  private final DynamoDbClient dynamo;
  private final String conversations;
  private final String memberships;

  public DynamoTraces(DynamoDbClient dynamo, String conversations, String memberships) {
    this.dynamo = dynamo;
    this.conversations = conversations;
    this.memberships = memberships;
  }

  @Override
  public List<ConversationId> groups(AccountId account, int limit) {
    List<ConversationId> found = new ArrayList<>();
    Map<String, AttributeValue> start = Map.of();
    do {
      QueryResponse page = rows(account, start);
      Set<String> groups = groupsOf(page.items());
      page.items().stream().map(DynamoTraces::name).filter(groups::contains).map(ConversationId::new)
          .forEach(found::add);
      start = page.lastEvaluatedKey();
    } while (!start.isEmpty() && found.size() < limit);
    return found.stream().limit(limit).toList();
  }

  @Override
  public boolean sweep(AccountId account) {
    Map<String, AttributeValue> start = Map.of();
    do {
      QueryResponse page = rows(account, start);
      Set<String> groups = groupsOf(page.items());
      List<Map<String, AttributeValue>> going = page.items().stream().filter(row -> !groups.contains(name(row)))
          .toList();
      start = page.lastEvaluatedKey();
      if (!going.isEmpty()) {
        sweep(account, going);
        return start.isEmpty();
      }
    } while (!start.isEmpty());
    return true;
  }

  private void sweep(AccountId account, List<Map<String, AttributeValue>> going) {
    var permits = new Semaphore(CONCURRENCY);
    List<Pending<Boolean>> deletions = going.stream()
        .map(row -> Pending.start(permits, () -> sweep(account, name(row)))).toList();
    try {
      deletions.forEach(Pending::get);
    } catch (TransactionConflictException e) {
      throw new Busy().because(e);
    }
  }

  private boolean sweep(AccountId account, String row) {
    if (row.startsWith(DynamoBlocks.PREFIX)) {
      var conversation = new ConversationId(row.substring(DynamoBlocks.PREFIX.length()));
      delete(conversations, ConversationItem.key(conversation, ConversationItem.blockOf(account)));
    } else {
      receipts(account, new ConversationId(row)).forEach(receipt -> delete(conversations, receipt));
    }
    delete(memberships, Map.of(ACCOUNT, Values.of(account), CONVERSATION, Values.of(row)));
    return true;
  }

  private void delete(String table, Map<String, AttributeValue> key) {
    dynamo.deleteItem(delete -> delete.tableName(table).key(key));
  }

  private List<Map<String, AttributeValue>> receipts(AccountId account, ConversationId conversation) {
    return dynamo.queryPaginator(query -> query.tableName(conversations).consistentRead(true)
        .keyConditionExpression("#conversation = :conversation AND begins_with(#item, :account)")
        .projectionExpression("#conversation, #item")
        .expressionAttributeNames(Values.names(ConversationItem.CONVERSATION, ConversationItem.ITEM))
        .expressionAttributeValues(Map.of(":conversation", Values.of(conversation), ":account",
            Values.of(ConversationItem.receiptOf(account)))))
        .items().stream().toList();
  }

  /** Blocks come first, then conversations, former ones among them. */
  private QueryResponse rows(AccountId account, Map<String, AttributeValue> start) {
    return dynamo.query(query -> query.tableName(memberships).consistentRead(true).limit(PAGE)
        .keyConditionExpression("#account = :account").projectionExpression("#account, #conversation, #left")
        .expressionAttributeNames(Values.names(ACCOUNT, CONVERSATION, LEFT))
        .expressionAttributeValues(Map.of(":account", Values.of(account)))
        .exclusiveStartKey(start.isEmpty() ? null : start));
  }

  /** Those of the rows that are memberships of groups which go on. */
  private Set<String> groupsOf(List<Map<String, AttributeValue>> rows) {
    List<Map<String, AttributeValue>> keys = rows.stream().filter(row -> !row.containsKey(LEFT)).map(DynamoTraces::name)
        .filter(name -> !name.startsWith(DynamoBlocks.PREFIX))
        .map(name -> ConversationItem.key(new ConversationId(name), ConversationItem.CONVERSATION)).toList();
    if (keys.isEmpty()) {
      return Set.of();
    }
    var asked = Map.of(conversations, KeysAndAttributes.builder().keys(keys).consistentRead(true)
        .projectionExpression("#conversation, #kind")
        .expressionAttributeNames(Values.names(ConversationItem.CONVERSATION, KIND)).build());
    return dynamo.batchGetItemPaginator(get -> get.requestItems(asked)).stream()
        .flatMap(response -> response.responses().getOrDefault(conversations, List.of()).stream())
        .filter(item -> Values.text(item, KIND).equals(ConversationKind.GROUP.wire())).map(DynamoTraces::name)
        .collect(Collectors.toSet());
  }

  private static String name(Map<String, AttributeValue> item) {
    return Values.text(item, CONVERSATION);
  }
}
