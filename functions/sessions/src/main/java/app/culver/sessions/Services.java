package app.culver.sessions;

import app.culver.aws.connections.ManagementApi;
import app.culver.aws.dynamo.DynamoAccounts;
import app.culver.aws.dynamo.DynamoDevices;
import app.culver.aws.dynamo.DynamoPresences;
import app.culver.aws.dynamo.DynamoRegistrations;
import app.culver.aws.dynamo.DynamoSessions;
import app.culver.aws.kms.KmsMacKey;
import app.culver.aws.kms.KmsPublicKeys;
import app.culver.aws.kms.KmsSigner;
import app.culver.aws.runtime.Nobody;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Environment;
import app.culver.aws.token.AccessTokenVerifier;
import app.culver.aws.token.Authentication;
import app.culver.aws.token.SignedAccessTokens;
import app.culver.aws.token.VerificationKeys;
import app.culver.aws.wire.EventForms;
import app.culver.core.account.DeviceChanges;
import app.culver.core.account.DeviceRemoval;
import app.culver.core.account.MacKey;
import app.culver.core.concurrent.Backoff;
import app.culver.core.delivery.Delivery;
import app.culver.core.device.Devices;
import app.culver.core.identifier.Ids;
import app.culver.core.session.IdentityProvider;
import app.culver.core.session.Renewal;
import app.culver.core.session.SessionTerms;
import app.culver.core.session.SignIn;
import app.culver.core.signature.Fields;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** What the routes stand on. */
record Services(Authentication authentication, VerificationKeys keys, Devices devices, SignIn signIn, Renewal renewal,
    DeviceRemoval removal, MacKey macKey) {
  private static final Duration BACKOFF_BASE = Duration.ofMillis(20);
  private static final Duration BACKOFF_CAP = Duration.ofMillis(500);

  /** Wires the adapters of AWS. */
  static Services of(Environment environment, AwsClients clients, IdentityProvider provider, InstantSource clock) {
    var dynamo = clients.dynamoDb();
    var kms = clients.kms();
    String accountsTable = environment.required("ACCOUNTS_TABLE");
    String identifiersTable = environment.required("IDENTIFIERS_TABLE");
    String issuer = environment.required("TOKEN_ISSUER");
    List<String> signingKeys = environment.list("SIGNING_KEYS");
    var keys = new VerificationKeys(signingKeys, new KmsPublicKeys(kms));
    var accessTokens = new SignedAccessTokens(keys, new KmsSigner(kms, signingKeys.getFirst()), issuer);
    var macKey = new KmsMacKey(kms, environment.required("MAC_KEY"));

    var devices = new DynamoDevices(dynamo, accountsTable, clock);
    var connections = new ManagementApi(clients.connections());
    var delivery = new Delivery(connections, new DynamoPresences(dynamo, accountsTable, clock),
        Delivery.Limits.USUAL);
    var changes = new DeviceChanges(delivery, new EventForms());
    var terms = new SessionTerms(issuer);
    var random = new SecureRandom();
    var rules = new SignIn.Rules(terms, clock, new Ids(random),
        Backoff.fullJitter(random, BACKOFF_BASE, BACKOFF_CAP));
    var stores = new SignIn.Stores(new DynamoAccounts(dynamo, accountsTable, identifiersTable), devices,
        new DynamoRegistrations(dynamo, accountsTable, identifiersTable, clock));
    return new Services(new Authentication(new AccessTokenVerifier(keys, issuer, clock)), keys, devices,
        new SignIn(provider, macKey, stores, accessTokens, connections, changes, rules),
        new Renewal(new DynamoSessions(dynamo, accountsTable, clock), macKey, accessTokens, connections, terms, clock),
        new DeviceRemoval(devices, connections, changes), macKey);
  }

  /** Fetches the public keys and takes the ways to DynamoDB and KMS once, so that a restored instance knows them. */
  void prime() {
    keys.all();
    devices.of(Nobody.ACCOUNT);
    macKey.mac(Fields.of("culver priming v1").toBytes());
  }
}
