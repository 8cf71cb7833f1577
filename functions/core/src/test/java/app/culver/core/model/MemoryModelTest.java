package app.culver.core.model;

import app.culver.core.account.AccountStores;
import app.culver.core.memory.MemoryAccounts;
import app.culver.core.memory.MemoryDevices;
import app.culver.core.memory.MemoryPushes;
import app.culver.core.memory.MemoryTables;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Several people do whatever comes to their minds, and Culver does what its model does. */
class MemoryModelTest extends ModelContract {

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void culverAnswersAsItsModelDoes(@ForAll("operations") List<Operation> operations, @ForAll long seed) {
    compare(operations, () -> new Random(seed), true);
  }

  @Override
  protected Stores stores(Clock clock) {
    MemoryTables tables = new MemoryTables();
    MemoryDevices devices = new MemoryDevices(clock);
    MemoryAccounts accounts = new MemoryAccounts(devices);
    MemoryPushes pushes = new MemoryPushes(devices);
    return new Stores(new AccountStores(accounts, devices, accounts, accounts, accounts, devices, pushes, pushes,
        accounts),
        tables, tables, tables, tables, tables, tables, tables::vanish);
  }
}
