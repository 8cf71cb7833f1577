package app.culver.core.account;

import app.culver.core.push.PushStatesContract;
import app.culver.core.session.RegistrationsContract;
import app.culver.core.session.SessionsContract;
import org.junit.jupiter.api.Nested;

/** All contracts of a store of accounts. */
public abstract class AccountContracts {

  /** The adapters under test; the same ones for all calls within a test. */
  protected abstract AccountStores stores();

  @Nested
  class OfAccounts extends AccountsContract {
    @Override
    protected AccountStores stores() {
      return AccountContracts.this.stores();
    }
  }

  @Nested
  class OfDeviceRows extends DeviceRowsContract {
    @Override
    protected AccountStores stores() {
      return AccountContracts.this.stores();
    }
  }

  @Nested
  class OfDepartures extends DeparturesContract {
    @Override
    protected AccountStores stores() {
      return AccountContracts.this.stores();
    }
  }

  @Nested
  class OfRegistrations extends RegistrationsContract {
    @Override
    protected AccountStores stores() {
      return AccountContracts.this.stores();
    }
  }

  @Nested
  class OfSessions extends SessionsContract {
    @Override
    protected AccountStores stores() {
      return AccountContracts.this.stores();
    }
  }

  @Nested
  class OfPushTokens extends PushTokensContract {
    @Override
    protected AccountStores stores() {
      return AccountContracts.this.stores();
    }
  }

  @Nested
  class OfPushStates extends PushStatesContract {
    @Override
    protected AccountStores stores() {
      return AccountContracts.this.stores();
    }
  }
}
