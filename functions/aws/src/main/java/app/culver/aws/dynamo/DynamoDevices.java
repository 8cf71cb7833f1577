package app.culver.aws.dynamo;

import app.culver.core.Bytes;
import app.culver.core.account.DeviceRows;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Devices in the table of accounts. */
public final class DynamoDevices implements Devices, DeviceRows {
  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;

  public DynamoDevices(DynamoDbClient dynamo, String accountsTable, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = accountsTable;
    this.clock = clock;
  }

  /** One query; ten devices are less than one page. */
  @Override
  public List<Device> of(AccountId account) {
    Instant now = clock.instant();
    return dynamo.query(query -> query.tableName(table).consistentRead(true)
        .keyConditionExpression("#account = :account AND begins_with(#item, :prefix)")
        .expressionAttributeNames(Values.names(AccountsTable.ACCOUNT, AccountsTable.ITEM)).expressionAttributeValues(
            Map.of(":account", Values.of(account), ":prefix", Values.of(AccountsTable.DEVICE_PREFIX))))
        .items().stream().flatMap(item -> DeviceItem.read(item, now).stream()).toList();
  }

  @Override
  public boolean rename(AccountId account, DeviceId device, Bytes name) {
    try {
      Transactions.beside(() -> dynamo.updateItem(update -> update.tableName(table)
          .key(AccountsTable.key(account, device)).updateExpression("SET #name = :name")
          .conditionExpression("#expires > :now")
          .expressionAttributeNames(Values.names(AccountsTable.NAME, AccountsTable.EXPIRES)).expressionAttributeValues(
              Map.of(":name", Values.of(name), ":now", Values.seconds(clock.instant())))));
      return true;
    } catch (ConditionalCheckFailedException _) {
      return false;
    }
  }

  @Override
  public Optional<Device> remove(AccountId account, DeviceId device) {
    // First: if the invocation dies in between, the device is still there and is removed again.
    try {
      Transactions.beside(() -> dynamo.updateItem(update -> update.tableName(table).key(AccountsTable.key(account))
          .updateExpression("SET #deviceVersion = #deviceVersion + :one, #removedAt = :now")
          .conditionExpression("attribute_exists(#deviceVersion)")
          .expressionAttributeNames(Values.names(AccountsTable.DEVICE_VERSION, AccountsTable.REMOVED_AT))
          .expressionAttributeValues(Map.of(":one", Values.of(1), ":now", Values.millis(clock.instant())))));
    } catch (ConditionalCheckFailedException _) {
      return Optional.empty();
    }
    var removed = Transactions.beside(() -> dynamo.deleteItem(delete -> delete.tableName(table)
        .key(AccountsTable.key(account, device)).returnValues(ReturnValue.ALL_OLD)));
    return DeviceItem.read(removed.attributes(), clock.instant());
  }
}
