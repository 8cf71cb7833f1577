package app.culver.accounts;

import app.culver.aws.dynamo.DynamoAccounts;
import app.culver.aws.dynamo.DynamoDepartures;
import app.culver.aws.dynamo.DynamoDevices;
import app.culver.aws.dynamo.DynamoPushTokens;
import app.culver.aws.dynamo.DynamoTraces;
import app.culver.aws.kms.KmsMacKey;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Environment;
import app.culver.aws.wire.EventForms;
import app.culver.aws.wiring.Basis;
import app.culver.core.account.AccountChanges;
import app.culver.core.account.AccountDeletion;
import app.culver.core.account.Accounts;
import app.culver.core.account.DeviceChanges;
import app.culver.core.account.DeviceRemoval;
import app.culver.core.account.DeviceRows;
import app.culver.core.account.Directory;
import app.culver.core.account.MacKey;
import app.culver.core.account.PushTokenChanges;
import app.culver.core.signature.Fields;
import java.time.InstantSource;

/** What the function stands on, and the use cases on top of it. */
record Ports(Basis basis, Accounts accounts, AccountChanges changes, MacKey macKey, DeviceRows rows,
    DeviceRemoval removal, AccountDeletion deletion, PushTokenChanges pushTokens, Directory directory) {

  static Ports of(Environment environment, AwsClients clients, InstantSource clock) {
    var dynamo = clients.dynamoDb();
    String accountsTable = environment.required("ACCOUNTS_TABLE");
    Basis basis = Basis.of(environment, clients, clock);
    String identifiersTable = environment.required("IDENTIFIERS_TABLE");
    var accounts = new DynamoAccounts(dynamo, accountsTable, identifiersTable);
    var tokens = new DynamoPushTokens(dynamo, accountsTable, identifiersTable, clock);
    var rows = new DynamoDevices(dynamo, accountsTable, clock);
    var told = new DeviceChanges(basis.delivery(), new EventForms());
    var removal = new DeviceRemoval(rows, tokens, basis.connections(), told);
    var stores = new AccountDeletion.Stores(new DynamoDepartures(dynamo, accountsTable, identifiersTable),
        new DynamoTraces(dynamo, environment.required("CONVERSATIONS_TABLE"),
            environment.required("MEMBERSHIPS_TABLE")));
    return new Ports(basis, accounts, new AccountChanges(accounts, basis.backoff()),
        new KmsMacKey(clients.kms(), environment.required("MAC_KEY")), rows,
        removal, new AccountDeletion(rows, removal, tokens, basis.connections(), stores, basis.backoff()),
        new PushTokenChanges(basis.devices(), tokens, basis.backoff()), new Directory(basis.devices(), accounts));
  }

  void prime() {
    basis.prime();
    macKey.mac(Fields.of("culver priming v1").toBytes());
  }
}
