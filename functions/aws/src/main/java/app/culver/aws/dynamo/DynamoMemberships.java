package app.culver.aws.dynamo;

import app.culver.core.concurrent.Pending;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Memberships;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.Identifier;
import app.culver.core.log.Entry;
import app.culver.core.membership.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The members' lists in a table of their own. Every read is strongly consistent. */
public final class DynamoMemberships implements Memberships {
  /** What a BatchGetItem may ask for, and so the items of half as many conversations. */
  private static final int BATCH = 100;

  /** No identifier is before it, and the account's blocks are: {@link DynamoBlocks}. */
  private static final String LEAST_ID = "-";

  /** How many rows may be read to find one: a unit brings some thirty, and stands against one unit for each. */
  private static final int MOST_ROWS_FOR_ONE = 4;

  private static final String ACCOUNT_IS = "#account = :account";
  private static final String ACCOUNT = "account";
  private static final String CONVERSATION = "conversation";
  private static final String JOINED = "joined";
  private static final String SINCE = "since";
  private static final String LEFT = "left";
  private static final String EXPIRES = "expires";

  private final DynamoDbClient dynamo;
  private final String conversations;
  private final String memberships;
  private final String log;

  /** @param log the logs' table, in which each change writes an entry */
  public DynamoMemberships(DynamoDbClient dynamo, String conversations, String memberships, String log) {
    this.dynamo = dynamo;
    this.conversations = conversations;
    this.memberships = memberships;
    this.log = log;
  }

  @Override
  public boolean create(Conversation conversation, Entry.Membership first, Instant expires) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(put(conversations, ConversationItem.write(conversation)));
    writes.add(put(log, LogItem.write(conversation.id(), first, expires)));
    for (Member member : conversation.readers(first.seq())) {
      writes.add(put(memberships,
          Map.of(ACCOUNT, Values.of(member.account()), CONVERSATION, Values.of(conversation.id()),
              JOINED, Values.of(member.joined()), SINCE, Values.millis(first.time()))));
    }
    return Transactions.write(dynamo, writes.toArray(TransactWriteItem[]::new)) instanceof Transactions.Outcome.Done;
  }

  private static TransactWriteItem put(String table, Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(put -> put.tableName(table).item(item).conditionExpression("attribute_not_exists(conversation)")).build();
  }

  @Override
  public Written change(Change change, Instant expires) {
    ConversationId id = change.after().id();
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(update(conversations, ConversationItem.key(id, ConversationItem.CONVERSATION),
        update -> update.updateExpression("SET #members = :members, #change = :change REMOVE #changing")
            .conditionExpression("#change = :after")
            .expressionAttributeNames(Values.names("members", "change", ConversationItem.CHANGING))
            .expressionAttributeValues(Map.of(":members", ConversationItem.members(change.after()), ":change",
                Values.of(change.entry().seq()), ":after", Values.of(change.entry().after())))));
    writes.add(put(log, LogItem.write(id, change.entry(), expires)));
    change.coming().forEach(account -> writes.add(comes(account, id, change.entry())));
    change.going().forEach(account -> writes.add(goes(account, id, change.entry(), expires)));
    return switch (Transactions.write(dynamo, writes.toArray(TransactWriteItem[]::new))) {
      case Transactions.Outcome.Done() -> Written.DONE;
      case Transactions.Outcome.Lost(var failed) -> failed.getFirst() ? Written.OUTDATED : Written.RACED;
    };
  }

  /** Whoever was a member before is one anew. */
  private TransactWriteItem comes(AccountId account, ConversationId conversation, Entry.Membership entry) {
    return update(memberships, key(account, conversation),
        update -> update.updateExpression("SET #joined = :joined, #since = :since REMOVE #left, #expires")
            .expressionAttributeNames(Values.names(JOINED, SINCE, LEFT, EXPIRES)).expressionAttributeValues(
                Map.of(":joined", Values.of(entry.seq()), ":since", Values.millis(entry.time()))));
  }

  private TransactWriteItem goes(AccountId account, ConversationId conversation, Entry.Membership entry,
      Instant expires) {
    return update(memberships, key(account, conversation),
        update -> update.updateExpression("SET #left = :left, #expires = :expires")
            .expressionAttributeNames(Values.names(LEFT, EXPIRES)).expressionAttributeValues(
                Map.of(":left", Values.of(entry.seq()), ":expires", Values.seconds(expires))));
  }

  private static TransactWriteItem update(String table, Map<String, AttributeValue> key, Consumer<Update.Builder> how) {
    Update.Builder update = Update.builder().tableName(table).key(key);
    how.accept(update);
    return TransactWriteItem.builder().update(update.build()).build();
  }

  @Override
  public void hold(ConversationId conversation, Instant until) {
    try {
      dynamo.updateItem(update -> update.tableName(conversations)
          .key(ConversationItem.key(conversation, ConversationItem.CONVERSATION))
          .updateExpression("SET #changing = :until").conditionExpression("attribute_exists(conversation)")
          .expressionAttributeNames(Values.names(ConversationItem.CHANGING))
          .expressionAttributeValues(Map.of(":until", Values.millis(until))));
    } catch (ConditionalCheckFailedException | TransactionConflictException _) {
      // There is none, or another change gets through right now.
    }
  }

  @Override
  public Optional<Departure> departure(AccountId account, ConversationId conversation) {
    Map<String, AttributeValue> row = dynamo
        .getItem(get -> get.tableName(memberships).consistentRead(true).key(key(account, conversation))).item();
    return Values.optionalNumber(row, LEFT)
        .map(left -> new Departure(Values.number(row, JOINED), left, Values.seconds(row, EXPIRES)));
  }

  private static Map<String, AttributeValue> key(AccountId account, ConversationId conversation) {
    return Map.of(ACCOUNT, Values.of(account), CONVERSATION, Values.of(conversation));
  }

  @Override
  public Page of(AccountId account, Start start, int limit) {
    Ids ids = ids(account, start, limit);
    return new Page(read(ids.ids()), ids.last());
  }

  @Override
  public Ids ids(AccountId account, Start start, int limit) {
    // One more than asked for tells whether this is the last page.
    QueryRequest.Builder query = rows(limit + 1).keyConditionExpression(ACCOUNT_IS + " AND #conversation >= :first")
        .expressionAttributeValues(Map.of(":account", Values.of(account), ":first", Values.of(LEAST_ID)));
    switch (start) {
      case Start.First() -> {}
      case Start.After(var last) -> query.exclusiveStartKey(key(account, last));
    }
    List<Map<String, AttributeValue>> rows = dynamo.query(query.build()).items();
    List<Map<String, AttributeValue>> page = rows.subList(0, Math.min(limit, rows.size()));
    return new Ids(current(page).toList(),
        rows.size() > limit ? Optional.of(id(page.getLast())) : Optional.empty());
  }

  @Override
  public Set<ConversationId> listed(AccountId account, Set<ConversationId> conversations) {
    var inOrder = conversations.stream().sorted(Identifier.TEXT_ORDER).toList();
    return current(dynamo.query(rows(MOST_ROWS_FOR_ONE * inOrder.size())
        .keyConditionExpression(ACCOUNT_IS + " AND #conversation BETWEEN :first AND :last")
        .expressionAttributeValues(Map.of(":account", Values.of(account), ":first", Values.of(inOrder.getFirst()),
            ":last", Values.of(inOrder.getLast())))
        .build()).items()).filter(conversations::contains).collect(Collectors.toSet());
  }

  private QueryRequest.Builder rows(int limit) {
    return QueryRequest.builder().tableName(memberships).consistentRead(true)
        .projectionExpression("#conversation, #left").limit(limit)
        .expressionAttributeNames(Values.names(ACCOUNT, CONVERSATION, LEFT));
  }

  private static Stream<ConversationId> current(List<Map<String, AttributeValue>> rows) {
    return rows.stream().filter(row -> !row.containsKey(LEFT)).map(DynamoMemberships::id);
  }

  private static ConversationId id(Map<String, AttributeValue> row) {
    return new ConversationId(Values.text(row, CONVERSATION));
  }

  private List<Conversation> read(List<ConversationId> ids) {
    List<Pending<List<Map<String, AttributeValue>>>> batches = new ArrayList<>();
    for (int i = 0; i < ids.size(); i += BATCH / 2) {
      List<ConversationId> batch = ids.subList(i, Math.min(ids.size(), i + BATCH / 2));
      batches.add(Pending.start(() -> items(batch)));
    }
    Map<String, List<Map<String, AttributeValue>>> byConversation = batches.stream()
        .flatMap(batch -> batch.get().stream())
        .collect(Collectors.groupingBy(item -> Values.text(item, ConversationItem.CONVERSATION)));
    return ids.stream()
        .flatMap(id -> ConversationItem.read(byConversation.getOrDefault(id.value(), List.of())).stream()).toList();
  }

  private List<Map<String, AttributeValue>> items(List<ConversationId> ids) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    for (ConversationId id : ids) {
      keys.add(ConversationItem.key(id, ConversationItem.CONVERSATION));
      keys.add(ConversationItem.key(id, ConversationItem.HEAD));
    }
    Map<String, KeysAndAttributes> asked = Map.of(conversations,
        KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
    return dynamo.batchGetItemPaginator(get -> get.requestItems(asked)).stream()
        .flatMap(response -> response.responses().getOrDefault(conversations, List.of()).stream()).toList();
  }
}
