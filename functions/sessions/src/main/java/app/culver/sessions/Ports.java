package app.culver.sessions;

import app.culver.aws.dynamo.DynamoAccounts;
import app.culver.aws.dynamo.DynamoDevices;
import app.culver.aws.dynamo.DynamoPushTokens;
import app.culver.aws.dynamo.DynamoRegistrations;
import app.culver.aws.dynamo.DynamoSessions;
import app.culver.aws.kms.KmsMacKey;
import app.culver.aws.kms.KmsSigner;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Environment;
import app.culver.aws.token.SignedAccessTokens;
import app.culver.aws.wire.EventForms;
import app.culver.aws.wiring.Basis;
import app.culver.core.account.DeviceChanges;
import app.culver.core.account.DeviceRemoval;
import app.culver.core.account.MacKey;
import app.culver.core.identifier.Ids;
import app.culver.core.session.IdentityProvider;
import app.culver.core.session.Renewal;
import app.culver.core.session.SessionTerms;
import app.culver.core.session.SignIn;
import app.culver.core.signature.Fields;
import java.security.SecureRandom;
import java.time.InstantSource;

/** What the function stands on, and the use cases on top of it. */
record Ports(Basis basis, SignIn signIn, Renewal renewal, DeviceRemoval removal, MacKey macKey) {

  static Ports of(Environment environment, AwsClients clients, IdentityProvider provider, InstantSource clock) {
    var dynamo = clients.dynamoDb();
    var kms = clients.kms();
    String accountsTable = environment.required("ACCOUNTS_TABLE");
    String identifiersTable = environment.required("IDENTIFIERS_TABLE");
    Basis basis = Basis.of(environment, clients, clock);
    var terms = new SessionTerms(environment.required("TOKEN_ISSUER"));
    var signer = new KmsSigner(kms, environment.list("SIGNING_KEYS").getFirst());
    var accessTokens = new SignedAccessTokens(basis.keys(), signer, terms.audience());
    var macKey = new KmsMacKey(kms, environment.required("MAC_KEY"));
    var rows = new DynamoDevices(dynamo, accountsTable, clock);
    var changes = new DeviceChanges(basis.delivery(), new EventForms());
    var stores = new SignIn.Stores(new DynamoAccounts(dynamo, accountsTable, identifiersTable), basis.devices(),
        new DynamoRegistrations(dynamo, accountsTable, identifiersTable, clock));
    var rules = new SignIn.Rules(terms, clock, new Ids(new SecureRandom()), basis.backoff());
    return new Ports(basis,
        new SignIn(provider, macKey, stores, accessTokens, basis.connections(), changes, rules),
        new Renewal(new DynamoSessions(dynamo, accountsTable, clock), macKey, accessTokens, basis.connections(), terms,
            clock),
        new DeviceRemoval(rows, new DynamoPushTokens(dynamo, accountsTable, identifiersTable, clock),
            basis.connections(), changes),
        macKey);
  }

  void prime() {
    basis.prime();
    macKey.mac(Fields.of("culver priming v1").toBytes());
  }
}
