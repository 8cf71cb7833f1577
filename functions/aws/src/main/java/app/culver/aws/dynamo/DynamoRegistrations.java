package app.culver.aws.dynamo;

import app.culver.core.account.PhoneMac;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import app.culver.core.session.NewDevice;
import app.culver.core.session.NewSession;
import app.culver.core.session.Registrations;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Beginnings of sessions, in the tables of accounts and identifiers. */
public final class DynamoRegistrations implements Registrations {
  private final DynamoDbClient dynamo;
  private final String accounts;
  private final String identifiers;
  private final InstantSource clock;

  public DynamoRegistrations(DynamoDbClient dynamo, String accountsTable, String identifiersTable,
      InstantSource clock) {
    this.dynamo = dynamo;
    this.accounts = accountsTable;
    this.identifiers = identifiersTable;
    this.clock = clock;
  }

  @Override
  public boolean create(PhoneMac phone, NewDevice device) {
    Map<String, AttributeValue> account = new HashMap<>(AccountsTable.key(device.account()));
    account.put(AccountsTable.PHONE, Values.of(phone.value()));
    account.put(AccountsTable.CREATED_AT, Values.millis(device.session().startedAt()));
    account.put(AccountsTable.DEVICE_VERSION, Values.of(1));
    return isDone(Transactions.write(dynamo,
        IdentifiersTable.claim(identifiers, IdentifiersTable.phone(phone), device.account()),
        putNew(account), putNew(DeviceItem.write(device))));
  }

  @Override
  public Optional<History> history(AccountId account) {
    var item = dynamo.getItem(get -> get.tableName(accounts).consistentRead(true)
        .key(AccountsTable.key(account)).projectionExpression("#deviceVersion, #removedAt")
        .expressionAttributeNames(Values.names(AccountsTable.DEVICE_VERSION, AccountsTable.REMOVED_AT))).item();
    return Values.optionalNumber(item, AccountsTable.DEVICE_VERSION).map(changes -> new History(changes,
        item.containsKey(AccountsTable.REMOVED_AT) ? Values.millis(item, AccountsTable.REMOVED_AT) : Instant.EPOCH));
  }

  @Override
  public boolean add(NewDevice device, History history) {
    return isDone(Transactions.write(dynamo,
        TransactWriteItem.builder()
            .update(update -> update.tableName(accounts).key(AccountsTable.key(device.account()))
                .updateExpression("SET #deviceVersion = :next").conditionExpression("#deviceVersion = :changes")
                .expressionAttributeNames(Values.names(AccountsTable.DEVICE_VERSION)).expressionAttributeValues(
                    Map.of(":next", Values.of(history.changes() + 1), ":changes", Values.of(history.changes()))))
            .build(),
        putNew(DeviceItem.write(device))));
  }

  @Override
  public boolean resume(Device device, NewSession session) {
    try {
      dynamo.updateItem(update -> update.tableName(accounts).key(AccountsTable.key(device.account(), device.id()))
          .updateExpression("SET #session = :session, #sessionStartedAt = :startedAt, #successor = :successor, "
              + "#expires = :expires REMOVE #presented, #connection, #connectedAt, "
              + DynamoPushStates.ALL)
          .conditionExpression("#expires > :now")
          .expressionAttributeNames(Values.and(DynamoPushStates.NAMES, AccountsTable.SESSION,
              AccountsTable.SESSION_STARTED_AT, AccountsTable.SUCCESSOR, AccountsTable.EXPIRES,
              AccountsTable.PRESENTED, AccountsTable.CONNECTION, AccountsTable.CONNECTED_AT))
          .expressionAttributeValues(Map.of(":session", Values.of(session.id()), ":startedAt",
              Values.millis(session.startedAt()), ":successor", Values.of(session.successor()), ":expires",
              Values.seconds(session.expires()), ":now", Values.seconds(clock.instant()))));
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException _) {
      return false;
    }
  }

  private TransactWriteItem putNew(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder().put(put -> put.tableName(accounts).item(item)
        .conditionExpression("attribute_not_exists(#account)")
        .expressionAttributeNames(Values.names(AccountsTable.ACCOUNT))).build();
  }

  private static boolean isDone(Transactions.Outcome outcome) {
    return outcome instanceof Transactions.Outcome.Done;
  }
}
