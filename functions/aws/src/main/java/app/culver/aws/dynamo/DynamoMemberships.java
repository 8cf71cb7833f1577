package app.culver.aws.dynamo;

import app.culver.core.concurrent.Pending;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Memberships;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.membership.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The members' lists in a table of their own. Every read is strongly consistent. */
public final class DynamoMemberships implements Memberships {
  /** What a BatchGetItem may ask for, and so the items of half as many conversations. */
  private static final int BATCH = 100;

  private final DynamoDbClient client;
  private final String conversations;
  private final String memberships;
  private final String log;

  /** @param log the logs' table, in which creation writes the first entry */
  public DynamoMemberships(DynamoDbClient client, String conversations, String memberships, String log) {
    this.client = client;
    this.conversations = conversations;
    this.memberships = memberships;
    this.log = log;
  }

  @Override
  public boolean create(Conversation conversation, Entry.Membership first, Instant expires) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(put(conversations, ConversationItem.write(conversation)));
    writes.add(put(log, LogItem.write(conversation.id(), first, expires)));
    for (Member member : conversation.members()) {
      writes.add(put(memberships,
          Map.of("account", Values.of(member.account()), "conversation", Values.of(conversation.id()),
              "joined", Values.of(member.joined()), "since", Values.millis(first.time()))));
    }
    return Transactions.write(client, writes.toArray(TransactWriteItem[]::new)) instanceof Transactions.Outcome.Done;
  }

  private static TransactWriteItem put(String table, Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(put -> put.tableName(table).item(item).conditionExpression("attribute_not_exists(conversation)")).build();
  }

  @Override
  public Page of(AccountId account, Start start, int limit) {
    // One more than asked for tells whether this is the last page.
    QueryRequest.Builder query = QueryRequest.builder().tableName(memberships).consistentRead(true)
        .keyConditionExpression("account = :account").projectionExpression("conversation").limit(limit + 1)
        .expressionAttributeValues(Map.of(":account", Values.of(account)));
    switch (start) {
      case Start.First() -> {}
      case Start.After(var last) -> query.exclusiveStartKey(
          Map.of("account", Values.of(account), "conversation", Values.of(last)));
    }
    List<ConversationId> ids = client.query(query.build()).items().stream()
        .map(item -> new ConversationId(Values.text(item, "conversation"))).toList();
    List<ConversationId> page = ids.subList(0, Math.min(limit, ids.size()));
    return new Page(read(page), ids.size() > limit ? Optional.of(page.getLast()) : Optional.empty());
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
    return client.batchGetItemPaginator(get -> get.requestItems(asked)).stream()
        .flatMap(response -> response.responses().getOrDefault(conversations, List.of()).stream()).toList();
  }
}
