package app.culver.aws.dynamo;

import app.culver.core.account.AccountStores;
import app.culver.core.account.AccountsContract;
import app.culver.core.account.DeparturesContract;
import app.culver.core.account.DeviceRowsContract;
import app.culver.core.account.PushTokensContract;
import app.culver.core.push.PushStatesContract;
import app.culver.core.session.RegistrationsContract;
import app.culver.core.session.SessionsContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The adapters of accounts meet the contracts of their ports on DynamoDB Local. */
class DynamoAccountsTest {
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

  @Nested
  class OfAccounts extends AccountsContract {
    @Override
    protected AccountStores stores() {
      return stores;
    }
  }

  @Nested
  class OfDeviceRows extends DeviceRowsContract {
    @Override
    protected AccountStores stores() {
      return stores;
    }
  }

  @Nested
  class OfDepartures extends DeparturesContract {
    @Override
    protected AccountStores stores() {
      return stores;
    }
  }

  @Nested
  class OfRegistrations extends RegistrationsContract {
    @Override
    protected AccountStores stores() {
      return stores;
    }
  }

  @Nested
  class OfSessions extends SessionsContract {
    @Override
    protected AccountStores stores() {
      return stores;
    }
  }

  @Nested
  class OfPushTokens extends PushTokensContract {
    @Override
    protected AccountStores stores() {
      return stores;
    }
  }

  @Nested
  class OfPushStates extends PushStatesContract {
    @Override
    protected AccountStores stores() {
      return stores;
    }
  }
}
