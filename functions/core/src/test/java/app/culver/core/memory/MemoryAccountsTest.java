package app.culver.core.memory;

import app.culver.core.account.AccountContracts;
import app.culver.core.account.AccountStores;
import java.time.InstantSource;

/** The accounts in memory meet the contracts of their ports. */
class MemoryAccountsTest extends AccountContracts {
  private final AccountStores stores = inMemory();

  @Override
  protected AccountStores stores() {
    return stores;
  }

  private static AccountStores inMemory() {
    var devices = new MemoryDevices(InstantSource.fixed(AccountStores.NOW));
    var accounts = new MemoryAccounts(devices);
    var pushes = new MemoryPushes(devices);
    return new AccountStores(accounts, devices, accounts, accounts, accounts, devices, pushes, pushes, accounts);
  }
}
