package app.culver.aws.dynamo;

import app.culver.core.device.Device;
import app.culver.core.device.Push;
import app.culver.core.identifier.ConversationId;
import app.culver.core.push.PushStates;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** How far the waking of devices has come, in their rows. */
public final class DynamoPushStates implements PushStates {
  /** How far waking has come, which begins anew with another token; to be used with {@link #NAMES_OF_PROGRESS}. */
  static final String PROGRESS = "#pushedUpTo, #pushedFor, #pushing";
  static final Map<String, String> NAMES_OF_PROGRESS = Values.names(AccountsTable.PUSHED_UP_TO,
      AccountsTable.PUSHED_FOR, AccountsTable.PUSHING);
  /** What a device without a token has none of; to be used with {@link #NAMES}. */
  static final String ALL = "#pushProvider, #pushToken, " + PROGRESS;
  static final Map<String, String> NAMES = Values.and(NAMES_OF_PROGRESS, AccountsTable.PUSH_PROVIDER,
      AccountsTable.PUSH_TOKEN);

  private final DynamoDbClient dynamo;
  private final String table;

  public DynamoPushStates(DynamoDbClient dynamo, String accountsTable) {
    this.dynamo = dynamo;
    this.table = accountsTable;
  }

  @Override
  public boolean begin(Device device, Instant until) {
    Push push = device.push().orElseThrow();
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":until", Values.millis(until)));
    String asRead = asRead(AccountsTable.PUSHED_UP_TO, push.upTo(), values) + " AND "
        + asRead(AccountsTable.PUSHING, push.busyUntil(), values);
    return update(device, "SET #pushing = :until", asRead, values, AccountsTable.PUSHED_UP_TO, AccountsTable.PUSHING);
  }

  @Override
  public void sent(Device device, Instant until, Instant upTo, Map<ConversationId, Long> wokenFor) {
    Map<String, AttributeValue> positions = new HashMap<>();
    wokenFor.forEach((conversation, seq) -> positions.put(conversation.value(), Values.of(seq)));
    update(device, "SET #pushedUpTo = :upTo, #pushedFor = :positions REMOVE #pushing", "",
        Map.of(":upTo", Values.millis(upTo), ":positions", AttributeValue.fromM(positions)),
        AccountsTable.PUSHED_UP_TO, AccountsTable.PUSHED_FOR, AccountsTable.PUSHING);
  }

  @Override
  public void abandon(Device device, Instant until) {
    update(device, "REMOVE #pushing", "#pushing = :until", Map.of(":until", Values.millis(until)),
        AccountsTable.PUSHING);
  }

  private static String asRead(String name, Instant time, Map<String, AttributeValue> values) {
    if (time.equals(Instant.EPOCH)) {
      return "attribute_not_exists(#" + name + ")";
    }
    values.put(":" + name, Values.millis(time));
    return "#" + name + " = :" + name;
  }

  /** False if the device has another token by now, or the condition does not hold. */
  private boolean update(Device device, String change, String condition, Map<String, AttributeValue> values,
      String... attributes) {
    Map<String, String> names = new HashMap<>(Values.names(attributes));
    names.putAll(Values.names(AccountsTable.PUSH_TOKEN));
    Map<String, AttributeValue> all = new HashMap<>(values);
    all.put(":token", Values.of(device.push().orElseThrow().target().token().value()));
    try {
      dynamo.updateItem(update -> update.tableName(table).key(AccountsTable.key(device.account(), device.id()))
          .updateExpression(change)
          .conditionExpression("#pushToken = :token" + (condition.isEmpty() ? "" : " AND " + condition))
          .expressionAttributeNames(names).expressionAttributeValues(all));
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException _) {
      return false;
    }
  }
}
