package app.culver.conversations;

import app.culver.aws.connections.ManagementApi;
import app.culver.aws.dynamo.DynamoConversations;
import app.culver.aws.dynamo.DynamoDevices;
import app.culver.aws.dynamo.DynamoLog;
import app.culver.aws.dynamo.DynamoMemberships;
import app.culver.core.log.Log;
import app.culver.aws.dynamo.DynamoPresences;
import app.culver.aws.dynamo.KnownAccounts;
import app.culver.aws.kms.KmsPublicKeys;
import app.culver.aws.runtime.Nobody;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Clocks;
import app.culver.aws.runtime.Environment;
import app.culver.aws.token.AccessTokenVerifier;
import app.culver.aws.token.Authentication;
import app.culver.aws.token.VerificationKeys;
import app.culver.core.concurrent.Backoff;
import app.culver.core.conversation.Conversations;
import app.culver.core.conversation.Creating;
import app.culver.core.conversation.Listing;
import app.culver.core.conversation.Memberships;
import app.culver.core.delivery.LiveConnections;
import app.culver.core.device.Devices;
import app.culver.core.device.Presences;
import app.culver.core.identifier.AccountId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;

/**
 * What the function stands on.
 *
 * @param accounts whether an account exists
 * @param retention how long entries of logs are kept
 */
record Ports(VerificationKeys keys, Authentication authentication, Predicate<AccountId> accounts, Devices devices,
    Presences presences, Conversations conversations, Memberships memberships, Log log, LiveConnections connections,
    InstantSource clock, Backoff backoff, Duration retention) {

  static Ports of(Environment environment, AwsClients clients) {
    InstantSource clock = Clocks.clock();
    var dynamo = clients.dynamoDb();
    String accountsTable = environment.required("ACCOUNTS_TABLE");
    String conversationsTable = environment.required("CONVERSATIONS_TABLE");
    var keys = new VerificationKeys(environment.list("SIGNING_KEYS"), new KmsPublicKeys(clients.kms()));
    return new Ports(keys,
        new Authentication(new AccessTokenVerifier(keys, environment.required("TOKEN_ISSUER"), clock)),
        new KnownAccounts(dynamo, accountsTable), new DynamoDevices(dynamo, accountsTable, clock),
        new DynamoPresences(dynamo, accountsTable, clock), new DynamoConversations(dynamo, conversationsTable),
        new DynamoMemberships(dynamo, conversationsTable, environment.required("MEMBERSHIPS_TABLE"),
            environment.required("LOG_TABLE")),
        new DynamoLog(dynamo, environment.required("LOG_TABLE")),
        new ManagementApi(clients.connections()), clock,
        // Seeded anew after a restore, so that no two instances wait in step.
        Backoff.fullJitter(new SecureRandom(), Duration.ofMillis(10), Duration.ofMillis(200)),
        Duration.ofDays(environment.positive("RETENTION_DAYS", 30)));
  }

  /** Everything once, on what does not exist: classes are loaded, keys fetched, connections opened. */
  void prime() {
    keys.all();
    accounts.test(Nobody.ACCOUNT);
    devices.of(Nobody.ACCOUNT);
    conversations.find(Nobody.CONVERSATION);
    memberships.of(Nobody.ACCOUNT, new Memberships.Start.First(), 1);
    log.read(Nobody.CONVERSATION, 1, 1);
    connections.post(Nobody.CONNECTION, new byte[]{'{', '}'});
  }

  Creating creating() {
    return new Creating(devices, accounts, conversations, memberships, log, clock, retention, backoff);
  }

  Listing listing() {
    return new Listing(devices, conversations, memberships);
  }
}
