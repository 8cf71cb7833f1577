package app.culver.aws.dynamo;

import app.culver.core.account.PushTokens;
import app.culver.core.device.Caller;
import app.culver.core.device.Push;
import app.culver.core.device.PushTarget;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Push tokens in the rows of their devices, and in the table of identifiers whose each is. What stands there outlives a
 * device whose session has run out, and is taken over by the next one that sets the token, or expires.
 */
public final class DynamoPushTokens implements PushTokens {
  /** A device that sets its token at each start, as the contract asks for, renews this long before. */
  static final Duration KEPT = Duration.ofDays(400);
  private static final Duration RENEWED_BELOW = Duration.ofDays(200);

  private static final String HAS_TOKEN = "#pushToken = :token AND #pushProvider = :provider";

  private final DynamoDbClient dynamo;
  private final String accounts;
  private final String identifiers;
  private final InstantSource clock;

  public DynamoPushTokens(DynamoDbClient dynamo, String accountsTable, String identifiersTable, InstantSource clock) {
    this.dynamo = dynamo;
    this.accounts = accountsTable;
    this.identifiers = identifiersTable;
    this.clock = clock;
  }

  /** Who has a token, as far as the table of identifiers knows. */
  private record Holder(AccountId account, DeviceId device, Instant expires) {
    boolean is(AccountId otherAccount, DeviceId otherDevice) {
      return account.equals(otherAccount) && device.equals(otherDevice);
    }
  }

  @Override
  public boolean set(Caller caller, Optional<PushTarget> former, PushTarget target) {
    Optional<Holder> holder = holder(target);
    boolean unchanged = former.equals(Optional.of(target));
    boolean own = holder.filter(held -> held.is(caller.account(), caller.device())).isPresent();
    if (unchanged && own && holder.get().expires().isAfter(clock.instant().plus(RENEWED_BELOW))) {
      return true;
    }
    List<TransactWriteItem> actions = new ArrayList<>();
    actions.add(give(caller, former, target, unchanged));
    actions.add(enter(caller, holder, target));
    holder.filter(_ -> !own).filter(held -> has(held, target)).ifPresent(held -> actions.add(take(held, target)));
    boolean done = Transactions.write(dynamo,
        actions.toArray(TransactWriteItem[]::new)) instanceof Transactions.Outcome.Done;
    if (done && !unchanged) {
      former.ifPresent(old -> forget(caller.account(), caller.device(), old));
    }
    return done;
  }

  @Override
  public void remove(AccountId account, DeviceId device, PushTarget target) {
    try {
      Transactions.beside(() -> dynamo.updateItem(update -> update.tableName(accounts)
          .key(AccountsTable.key(account, device)).updateExpression("REMOVE " + DynamoPushStates.ALL)
          .conditionExpression(HAS_TOKEN).expressionAttributeNames(DynamoPushStates.NAMES)
          .expressionAttributeValues(values(target))));
    } catch (ConditionalCheckFailedException _) {
      // It has another one by now, or is gone.
    }
    forget(account, device, target);
  }

  private Optional<Holder> holder(PushTarget target) {
    Map<String, AttributeValue> item = dynamo.getItem(get -> get.tableName(identifiers).consistentRead(true)
        .key(IdentifiersTable.key(IdentifiersTable.token(target)))).item();
    return item.isEmpty()
        ? Optional.empty()
        : Optional.of(new Holder(new AccountId(Values.text(item, IdentifiersTable.ACCOUNT)),
            new DeviceId(Values.text(item, IdentifiersTable.DEVICE)), Values.seconds(item, IdentifiersTable.EXPIRES)));
  }

  /** Whether the row of the one who is said to have the token still has it. */
  private boolean has(Holder holder, PushTarget target) {
    Map<String, AttributeValue> row = dynamo.getItem(get -> get.tableName(accounts).consistentRead(true)
        .key(AccountsTable.key(holder.account(), holder.device()))).item();
    return DeviceItem.read(row, clock.instant()).flatMap(device -> device.push()).map(Push::target)
        .equals(Optional.of(target));
  }

  /** Into the caller's own row; the same token again keeps how far waking has come. */
  private TransactWriteItem give(Caller caller, Optional<PushTarget> former, PushTarget target, boolean unchanged) {
    Map<String, String> names = new HashMap<>(
        Values.names(AccountsTable.PUSH_PROVIDER, AccountsTable.PUSH_TOKEN, AccountsTable.SESSION,
            AccountsTable.EXPIRES));
    Map<String, AttributeValue> values = new HashMap<>(values(target));
    values.put(":session", Values.of(caller.session()));
    values.put(":now", Values.seconds(clock.instant()));
    former.ifPresent(old -> values.put(":former", Values.of(old.token().value())));
    String fresh = unchanged ? "" : " REMOVE " + DynamoPushStates.PROGRESS;
    if (!unchanged) {
      names.putAll(DynamoPushStates.NAMES_OF_PROGRESS);
    }
    return TransactWriteItem.builder()
        .update(update -> update.tableName(accounts).key(AccountsTable.key(caller.account(), caller.device()))
            .updateExpression("SET #pushProvider = :provider, #pushToken = :token" + fresh)
            .conditionExpression("#session = :session AND #expires > :now AND "
                + (former.isPresent() ? "#pushToken = :former" : "attribute_not_exists(#pushToken)"))
            .expressionAttributeNames(names).expressionAttributeValues(values))
        .build();
  }

  /** Into the table of identifiers, if nobody has entered another holder since it was read. */
  private TransactWriteItem enter(Caller caller, Optional<Holder> holder, PushTarget target) {
    Map<String, AttributeValue> item = new HashMap<>(IdentifiersTable.key(IdentifiersTable.token(target)));
    item.put(IdentifiersTable.ACCOUNT, Values.of(caller.account()));
    item.put(IdentifiersTable.DEVICE, Values.of(caller.device()));
    item.put(IdentifiersTable.EXPIRES, Values.seconds(clock.instant().plus(KEPT)));
    return TransactWriteItem.builder().put(put -> {
      put.tableName(identifiers).item(item);
      if (holder.isPresent()) {
        put.conditionExpression("#account = :account AND #device = :device")
            .expressionAttributeNames(Values.names(IdentifiersTable.ACCOUNT, IdentifiersTable.DEVICE))
            .expressionAttributeValues(values(holder.get().account(), holder.get().device()));
      } else {
        put.conditionExpression("attribute_not_exists(#identifier)")
            .expressionAttributeNames(Values.names(IdentifiersTable.IDENTIFIER));
      }
    }).build();
  }

  /** Out of the row of the one who has it. */
  private TransactWriteItem take(Holder holder, PushTarget target) {
    return TransactWriteItem.builder()
        .update(update -> update.tableName(accounts).key(AccountsTable.key(holder.account(), holder.device()))
            .updateExpression("REMOVE " + DynamoPushStates.ALL).conditionExpression(HAS_TOKEN)
            .expressionAttributeNames(DynamoPushStates.NAMES).expressionAttributeValues(values(target)))
        .build();
  }

  /** Out of the table of identifiers, if it stands there as this device's. */
  private void forget(AccountId account, DeviceId device, PushTarget target) {
    try {
      dynamo.deleteItem(delete -> delete.tableName(identifiers)
          .key(IdentifiersTable.key(IdentifiersTable.token(target)))
          .conditionExpression("#account = :account AND #device = :device")
          .expressionAttributeNames(Values.names(IdentifiersTable.ACCOUNT, IdentifiersTable.DEVICE))
          .expressionAttributeValues(values(account, device)));
    } catch (ConditionalCheckFailedException | TransactionConflictException _) {
      // It is another device's by now, or nobody's.
    }
  }

  private static Map<String, AttributeValue> values(PushTarget target) {
    return Map.of(":provider", Values.of(DeviceItem.provider(target.provider())), ":token",
        Values.of(target.token().value()));
  }

  private static Map<String, AttributeValue> values(AccountId account, DeviceId device) {
    return Map.of(":account", Values.of(account), ":device", Values.of(device));
  }
}
