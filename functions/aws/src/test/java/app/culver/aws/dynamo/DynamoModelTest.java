package app.culver.aws.dynamo;

import app.culver.core.account.AccountStores;
import app.culver.core.model.Clock;
import app.culver.core.model.ModelContract;
import app.culver.core.model.Operation;
import app.culver.core.model.Stores;
import java.security.SecureRandom;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** On DynamoDB Local, too, Culver does what its model does. */
class DynamoModelTest extends ModelContract {
  private static LocalDynamo dynamo;

  @BeforeContainer
  static void start() {
    dynamo = new LocalDynamo();
  }

  @AfterContainer
  static void stop() {
    dynamo.close();
  }

  @Property(tries = 12, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void culverAnswersAsItsModelDoes(@ForAll("operations") List<Operation> operations) {
    compare(operations, SecureRandom::new, false);
  }

  @Override
  protected Stores stores(Clock clock) {
    var client = dynamo.client();
    String accounts = dynamo.table("AccountsTable");
    String identifiers = dynamo.table("IdentifiersTable");
    String conversations = dynamo.table("ConversationsTable");
    String memberships = dynamo.table("MembershipsTable");
    String log = dynamo.table("LogTable");
    var devices = new DynamoDevices(client, accounts, clock);
    return new Stores(
        new AccountStores(new DynamoAccounts(client, accounts, identifiers), devices, devices,
            new DynamoRegistrations(client, accounts, identifiers, clock), new DynamoSessions(client, accounts, clock),
            new DynamoPresences(client, accounts, clock),
            new DynamoPushTokens(client, accounts, identifiers, clock), new DynamoPushStates(client, accounts),
            new DynamoDepartures(client, accounts, identifiers)),
        new DynamoConversations(client, conversations), new DynamoHeads(client, conversations),
        new DynamoMemberships(client, conversations, memberships, log),
        new DynamoBlocks(client, conversations, memberships), new DynamoLog(client, log),
        new DynamoReceipts(client, conversations),
        (id, seq) -> client.deleteItem(delete -> delete.tableName(log).key(LogItem.key(id, seq))));
  }
}
