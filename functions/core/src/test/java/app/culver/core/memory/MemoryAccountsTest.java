package app.culver.core.memory;

import app.culver.core.account.AccountStores;
import app.culver.core.account.AccountsContract;
import app.culver.core.account.DeparturesContract;
import app.culver.core.account.DeviceRowsContract;
import app.culver.core.account.PushTokensContract;
import app.culver.core.push.PushStatesContract;
import app.culver.core.session.RegistrationsContract;
import app.culver.core.session.SessionsContract;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

/** The accounts in memory meet the contracts of their ports. */
class MemoryAccountsTest {
  private final AccountStores stores = stores();

  private static AccountStores stores() {
    var devices = new MemoryDevices(InstantSource.fixed(AccountStores.NOW));
    var accounts = new MemoryAccounts(devices);
    var pushes = new MemoryPushes(devices);
    return new AccountStores(accounts, devices, accounts, accounts, accounts, devices, pushes, pushes, accounts);
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
