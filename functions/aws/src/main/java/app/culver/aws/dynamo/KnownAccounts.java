package app.culver.aws.dynamo;

import app.culver.core.identifier.AccountId;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Whether accounts exist, for functions that need to know no more of them. */
public final class KnownAccounts implements Predicate<AccountId> {
  private final DynamoDbClient dynamo;
  private final String accounts;

  public KnownAccounts(DynamoDbClient dynamo, String accountsTable) {
    this.dynamo = dynamo;
    this.accounts = accountsTable;
  }

  @Override
  public boolean test(AccountId account) {
    return dynamo.getItem(get -> get.tableName(accounts).consistentRead(true).key(AccountsTable.key(account))
        .projectionExpression("#account").expressionAttributeNames(Values.names(AccountsTable.ACCOUNT))).hasItem();
  }
}
