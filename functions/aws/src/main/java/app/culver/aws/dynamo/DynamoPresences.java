package app.culver.aws.dynamo;

import app.culver.core.device.Caller;
import app.culver.core.device.ConnectionId;
import app.culver.core.device.Presence;
import app.culver.core.device.Presences;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Presence in the device's row: one conditional write says who holds it, and whether the session still lives. */
public final class DynamoPresences implements Presences {
  private static final String SIGNED_IN = "#session = :session AND #expires > :now";
  private static final String NOT_NEWER = "(attribute_not_exists(#connection) OR #connectedAt < :at"
      + " OR (#connection = :connection AND #connectedAt = :at))";

  private final DynamoDbClient dynamo;
  private final String accounts;
  private final InstantSource clock;

  public DynamoPresences(DynamoDbClient dynamo, String accounts, InstantSource clock) {
    this.dynamo = dynamo;
    this.accounts = accounts;
    this.clock = clock;
  }

  @Override
  public Claim claim(Caller caller, Presence presence) {
    AttributeValue now = Values.seconds(clock.instant());
    try {
      var before = Transactions.beside(() -> dynamo
          .updateItem(update -> update.tableName(accounts).key(AccountsTable.key(caller.account(), caller.device()))
              .updateExpression("SET #connection = :connection, #connectedAt = :at")
              .conditionExpression(SIGNED_IN + " AND " + NOT_NEWER)
              .expressionAttributeNames(Values.names(AccountsTable.SESSION, AccountsTable.EXPIRES,
                  AccountsTable.CONNECTION, AccountsTable.CONNECTED_AT))
              .expressionAttributeValues(Map.of(":session", Values.of(caller.session()), ":now", now, ":connection",
                  Values.of(presence.connection().value()), ":at", Values.millis(presence.connectedAt())))
              .returnValues(ReturnValue.UPDATED_OLD)
              .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)))
          .attributes();
      return new Claim.Held(Values.optionalText(before, AccountsTable.CONNECTION).map(ConnectionId::new)
          .filter(replaced -> !replaced.equals(presence.connection())));
    } catch (ConditionalCheckFailedException e) {
      return signedIn(e.item(), caller, now) ? new Claim.Superseded() : new Claim.Ended();
    }
  }

  @Override
  public void clear(AccountId account, DeviceId device, ConnectionId connection) {
    try {
      dynamo.updateItem(update -> update.tableName(accounts).key(AccountsTable.key(account, device))
          .updateExpression("REMOVE #connection, #connectedAt").conditionExpression("#connection = :connection")
          .expressionAttributeNames(Values.names(AccountsTable.CONNECTION, AccountsTable.CONNECTED_AT))
          .expressionAttributeValues(Map.of(":connection", Values.of(connection.value()))));
    } catch (ConditionalCheckFailedException | TransactionConflictException _) {
      // The device listens on another socket, or is gone; or its row is held just now, and the next post clears it.
    }
  }

  private static boolean signedIn(Map<String, AttributeValue> row, Caller caller, AttributeValue now) {
    return Values.optionalText(row, AccountsTable.SESSION).equals(Optional.of(caller.session().value()))
        && Values.number(row, AccountsTable.EXPIRES) > Long.parseLong(now.n());
  }
}
