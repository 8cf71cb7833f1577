package app.culver.aws.dynamo;

import app.culver.core.account.AccountContracts;
import app.culver.core.account.AccountStores;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The adapters of accounts meet the contracts of their ports on DynamoDB Local. */
class DynamoAccountsTest extends AccountContracts {
  private static LocalDynamo dynamo;
  private static AccountStores stores;

  @BeforeAll
  static void start() {
    dynamo = new LocalDynamo();
    var clock = InstantSource.fixed(AccountStores.NOW);
    String accounts = dynamo.table("AccountsTable");
    String identifiers = dynamo.table("IdentifiersTable");
    var devices = new DynamoDevices(dynamo.client(), accounts, clock);
    stores = new AccountStores(new DynamoAccounts(dynamo.client(), accounts, identifiers), devices, devices,
        new DynamoRegistrations(dynamo.client(), accounts, identifiers, clock),
        new DynamoSessions(dynamo.client(), accounts, clock), new DynamoPresences(dynamo.client(), accounts, clock),
        new DynamoPushTokens(dynamo.client(), accounts, identifiers, clock),
        new DynamoPushStates(dynamo.client(), accounts), new DynamoDepartures(dynamo.client(), accounts, identifiers));
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Override
  protected AccountStores stores() {
    return stores;
  }
}
