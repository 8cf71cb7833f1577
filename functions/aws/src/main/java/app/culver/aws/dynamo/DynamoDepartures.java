package app.culver.aws.dynamo;

import app.culver.core.account.Departures;
import app.culver.core.account.Handle;
import app.culver.core.account.PhoneMac;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Ends of accounts, in the tables of accounts and identifiers. */
public final class DynamoDepartures implements Departures {
  private final DynamoDbClient dynamo;
  private final String accounts;
  private final String identifiers;

  public DynamoDepartures(DynamoDbClient dynamo, String accountsTable, String identifiersTable) {
    this.dynamo = dynamo;
    this.accounts = accountsTable;
    this.identifiers = identifiersTable;
  }

  @Override
  public OptionalLong changes(AccountId account) {
    return Values.optionalNumber(item(account), AccountsTable.DEVICE_VERSION).map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  private Map<String, AttributeValue> item(AccountId account) {
    return dynamo.getItem(get -> get.tableName(accounts).consistentRead(true).key(AccountsTable.key(account))).item();
  }

  @Override
  public boolean delete(AccountId account, DeviceId last, long changes) {
    Map<String, AttributeValue> item = item(account);
    if (item.isEmpty()) {
      return true;
    }
    Optional<Handle> handle = Values.optionalText(item, AccountsTable.HANDLE).map(Handle::new);
    PhoneMac phone = new PhoneMac(Values.text(item, AccountsTable.PHONE));
    List<TransactWriteItem> actions = new ArrayList<>();
    actions.add(deleteAccount(account, handle, changes));
    actions.add(deleteDevice(account, last));
    actions.add(IdentifiersTable.release(identifiers, IdentifiersTable.phone(phone), account));
    handle.ifPresent(
        held -> actions.add(IdentifiersTable.release(identifiers, IdentifiersTable.handle(held), account)));
    return Transactions.write(dynamo,
        actions.toArray(TransactWriteItem[]::new)) instanceof Transactions.Outcome.Done;
  }

  private TransactWriteItem deleteAccount(AccountId account, Optional<Handle> handle, long changes) {
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":changes", Values.of(changes)));
    handle.ifPresent(held -> values.put(":handle", Values.of(held.value())));
    return TransactWriteItem.builder()
        .delete(delete -> delete.tableName(accounts).key(AccountsTable.key(account))
            .conditionExpression("#deviceVersion = :changes AND "
                + (handle.isPresent() ? "#handle = :handle" : "attribute_not_exists(#handle)"))
            .expressionAttributeNames(Values.names(AccountsTable.DEVICE_VERSION, AccountsTable.HANDLE))
            .expressionAttributeValues(values))
        .build();
  }

  /** Whether or not it is still there; but a push token would leave its identifier behind. */
  private TransactWriteItem deleteDevice(AccountId account, DeviceId last) {
    return TransactWriteItem.builder()
        .delete(delete -> delete.tableName(accounts).key(AccountsTable.key(account, last))
            .conditionExpression("attribute_not_exists(#pushToken)")
            .expressionAttributeNames(Values.names(AccountsTable.PUSH_TOKEN)))
        .build();
  }
}
