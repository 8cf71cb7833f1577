package app.culver.accounts;

import app.culver.aws.connections.ManagementApi;
import app.culver.aws.dynamo.DynamoAccounts;
import app.culver.aws.dynamo.DynamoDevices;
import app.culver.aws.dynamo.DynamoPresences;
import app.culver.aws.kms.KmsMacKey;
import app.culver.aws.kms.KmsPublicKeys;
import app.culver.aws.runtime.Nobody;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Environment;
import app.culver.aws.token.AccessTokenVerifier;
import app.culver.aws.token.Authentication;
import app.culver.aws.token.VerificationKeys;
import app.culver.aws.wire.EventForms;
import app.culver.core.account.AccountChanges;
import app.culver.core.account.Accounts;
import app.culver.core.account.DeviceChanges;
import app.culver.core.account.DeviceRemoval;
import app.culver.core.account.DeviceRows;
import app.culver.core.account.Directory;
import app.culver.core.account.MacKey;
import app.culver.core.concurrent.Backoff;
import app.culver.core.delivery.Delivery;
import app.culver.core.device.Devices;
import app.culver.core.signature.Fields;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/** What the routes stand on. */
record Services(Authentication authentication, VerificationKeys keys, Accounts accounts, AccountChanges changes,
    MacKey macKey, Devices devices, DeviceRows rows, DeviceRemoval removal, Directory directory) {
  private static final Duration BACKOFF_BASE = Duration.ofMillis(20);
  private static final Duration BACKOFF_CAP = Duration.ofMillis(500);

  /** Wires the adapters of AWS. */
  static Services of(Environment environment, AwsClients clients, InstantSource clock) {
    var dynamo = clients.dynamoDb();
    var kms = clients.kms();
    String accountsTable = environment.required("ACCOUNTS_TABLE");
    var keys = new VerificationKeys(environment.list("SIGNING_KEYS"), new KmsPublicKeys(kms));
    var verifier = new AccessTokenVerifier(keys, environment.required("TOKEN_ISSUER"), clock);

    var accounts = new DynamoAccounts(dynamo, accountsTable, environment.required("IDENTIFIERS_TABLE"));
    var devices = new DynamoDevices(dynamo, accountsTable, clock);
    var connections = new ManagementApi(clients.connections());
    var delivery = new Delivery(connections, new DynamoPresences(dynamo, accountsTable, clock),
        Delivery.Limits.USUAL);
    var backoff = Backoff.fullJitter(new SecureRandom(), BACKOFF_BASE, BACKOFF_CAP);
    return new Services(new Authentication(verifier), keys, accounts, new AccountChanges(accounts, backoff),
        new KmsMacKey(kms, environment.required("MAC_KEY")), devices, devices,
        new DeviceRemoval(devices, connections, new DeviceChanges(delivery, new EventForms())),
        new Directory(devices, accounts));
  }

  /** Fetches the public keys and takes the ways to DynamoDB and KMS once, so that a restored instance knows them. */
  void prime() {
    keys.all();
    devices.of(Nobody.ACCOUNT);
    macKey.mac(Fields.of("culver priming v1").toBytes());
  }
}
