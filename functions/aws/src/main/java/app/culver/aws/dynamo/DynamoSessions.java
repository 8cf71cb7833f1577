package app.culver.aws.dynamo;

import app.culver.core.Bytes;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Presence;
import app.culver.core.session.Sessions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Sessions in the rows of their devices. */
public final class DynamoSessions implements Sessions {
  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;

  public DynamoSessions(DynamoDbClient dynamo, String accountsTable, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = accountsTable;
    this.clock = clock;
  }

  @Override
  public Optional<Held> find(Caller caller) {
    Map<String, AttributeValue> item = dynamo.getItem(get -> get.tableName(table).consistentRead(true)
        .key(AccountsTable.key(caller.account(), caller.device()))).item();
    Optional<Device> device = DeviceItem.read(item, clock.instant())
        .filter(found -> found.session().equals(Optional.of(caller.session())));
    return device.map(found -> new Held(found, Values.optionalBytes(item, AccountsTable.PRESENTED),
        Values.bytes(item, AccountsTable.SUCCESSOR)));
  }

  @Override
  public boolean rotate(Caller caller, Bytes presented, Bytes successor, Instant expires) {
    try {
      Transactions.beside(() -> dynamo.updateItem(update -> update.tableName(table)
          .key(AccountsTable.key(caller.account(), caller.device()))
          .updateExpression("SET #presented = :presented, #successor = :successor, #expires = :expires")
          .conditionExpression("#session = :session AND #successor = :presented")
          .expressionAttributeNames(Values.names(AccountsTable.PRESENTED, AccountsTable.SUCCESSOR,
              AccountsTable.EXPIRES, AccountsTable.SESSION))
          .expressionAttributeValues(Map.of(":presented", Values.of(presented), ":successor", Values.of(successor),
              ":expires", Values.seconds(expires), ":session", Values.of(caller.session())))));
      return true;
    } catch (ConditionalCheckFailedException _) {
      return false;
    }
  }

  @Override
  public Optional<Presence> end(Caller caller) {
    try {
      var ended = Transactions.beside(() -> dynamo
          .updateItem(update -> update.tableName(table).key(AccountsTable.key(caller.account(), caller.device()))
              .updateExpression(
                  "REMOVE #session, #sessionStartedAt, #presented, #successor, #connection, #connectedAt, "
                      + DynamoPushStates.ALL)
              .conditionExpression("#session = :session")
              .expressionAttributeNames(Values.and(DynamoPushStates.NAMES, AccountsTable.SESSION,
                  AccountsTable.SESSION_STARTED_AT, AccountsTable.PRESENTED, AccountsTable.SUCCESSOR,
                  AccountsTable.CONNECTION, AccountsTable.CONNECTED_AT))
              .expressionAttributeValues(Map.of(":session", Values.of(caller.session())))
              .returnValues(ReturnValue.ALL_OLD)));
      return DeviceItem.presence(ended.attributes());
    } catch (ConditionalCheckFailedException _) {
      return Optional.empty();
    }
  }
}
