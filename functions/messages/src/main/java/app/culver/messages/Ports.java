package app.culver.messages;

import app.culver.aws.connections.ManagementApi;
import app.culver.aws.dynamo.DynamoConversations;
import app.culver.aws.dynamo.DynamoDevices;
import app.culver.aws.dynamo.DynamoLog;
import app.culver.aws.dynamo.DynamoPresences;
import app.culver.aws.dynamo.DynamoReceipts;
import app.culver.aws.kms.KmsPublicKeys;
import app.culver.aws.runtime.Nobody;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Clocks;
import app.culver.aws.runtime.Environment;
import app.culver.aws.token.AccessTokenVerifier;
import app.culver.aws.token.Authentication;
import app.culver.aws.token.VerificationKeys;
import app.culver.aws.wire.EntryForm;
import app.culver.core.concurrent.Backoff;
import app.culver.core.conversation.Conversations;
import app.culver.core.delivery.LiveConnections;
import app.culver.core.device.Devices;
import app.culver.core.device.Presences;
import app.culver.core.log.Log;
import app.culver.core.receipt.Receipts;
import app.culver.core.receipt.Receiving;
import app.culver.core.send.Sending;
import app.culver.core.signal.Signalling;
import app.culver.core.sync.Syncing;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/** What the function stands on, and the use cases on top of it, each with the devices as its caller sees them. */
record Ports(VerificationKeys keys, Authentication authentication, Devices devices, Presences presences,
    Conversations conversations, Log log, Receipts receipts,
    LiveConnections connections, InstantSource clock, Backoff backoff, Duration retention, int logEpoch) {

  static Ports of(Environment environment, AwsClients clients) {
    InstantSource clock = Clocks.clock();
    var dynamo = clients.dynamoDb();
    String accounts = environment.required("ACCOUNTS_TABLE");
    String conversations = environment.required("CONVERSATIONS_TABLE");
    String log = environment.required("LOG_TABLE");
    var keys = new VerificationKeys(environment.list("SIGNING_KEYS"), new KmsPublicKeys(clients.kms()));
    var authentication = new Authentication(
        new AccessTokenVerifier(keys, environment.required("TOKEN_ISSUER"), clock));
    return new Ports(keys, authentication, new DynamoDevices(dynamo, accounts, clock),
        new DynamoPresences(dynamo, accounts, clock),
        new DynamoConversations(dynamo, conversations), new DynamoLog(dynamo, log),
        new DynamoReceipts(dynamo, conversations), new ManagementApi(clients.connections()), clock,
        // Seeded anew after a restore, so that no two instances wait in step.
        Backoff.fullJitter(new SecureRandom(), Duration.ofMillis(10), Duration.ofMillis(200)),
        Duration.ofDays(environment.positive("RETENTION_DAYS", 30)), environment.positive("LOG_EPOCH", 1));
  }

  /** Everything once, on what does not exist: classes are loaded, keys fetched, connections opened. */
  void prime() {
    keys.all();
    devices.of(Nobody.ACCOUNT);
    conversations.find(Nobody.CONVERSATION);
    log.marks(Nobody.CONVERSATION, 1, 1);
    receipts.of(Nobody.CONVERSATION, Nobody.ACCOUNT);
    connections.post(Nobody.CONNECTION, new byte[]{'{', '}'});
  }

  Sending sending(Devices devices) {
    return new Sending(devices, conversations, log, clock, retention, backoff);
  }

  Syncing syncing(Devices devices) {
    return new Syncing(devices, receipts, log, clock, EntryForm::bytes);
  }

  Receiving receiving(Devices devices) {
    return new Receiving(devices, conversations, log, receipts, clock, backoff);
  }

  Signalling signalling(Devices devices) {
    return new Signalling(devices, conversations, clock);
  }
}
