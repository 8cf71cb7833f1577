package app.culver.messages;

import app.culver.aws.dynamo.DynamoConversations;
import app.culver.aws.dynamo.DynamoLog;
import app.culver.aws.dynamo.DynamoMemberships;
import app.culver.aws.dynamo.DynamoReceipts;
import app.culver.aws.queue.SqsOrderQueue;
import app.culver.aws.queue.SqsPushQueue;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Clocks;
import app.culver.aws.runtime.Environment;
import app.culver.aws.runtime.Nobody;
import app.culver.aws.wire.EntryForm;
import app.culver.aws.wiring.Basis;
import app.culver.core.conversation.Conversations;
import app.culver.core.conversation.Memberships;
import app.culver.core.delivery.OrderQueue;
import app.culver.core.device.Devices;
import app.culver.core.log.Log;
import app.culver.core.push.PushQueue;
import app.culver.core.receipt.Receipts;
import app.culver.core.receipt.Receiving;
import app.culver.core.send.Sending;
import app.culver.core.signal.Pace;
import app.culver.core.signal.Signalling;
import app.culver.core.sync.Syncing;
import java.time.Duration;
import java.util.Set;

/** What the function stands on, and the use cases on top of it, each with the devices as its caller sees them. */
record Ports(Basis basis, Conversations conversations, Memberships memberships, Log log, Receipts receipts,
    PushQueue pushes, OrderQueue orders, Runnable primingOfOrders, Pace pace, Duration retention, int logEpoch) {

  static Ports of(Environment environment, AwsClients clients) {
    var dynamo = clients.dynamoDb();
    String conversations = environment.required("CONVERSATIONS_TABLE");
    String log = environment.required("LOG_TABLE");
    var clock = Clocks.clock();
    var orders = new SqsOrderQueue(clients.sqs(), environment.required("LATER_QUEUE"));
    return new Ports(Basis.of(environment, clients, clock), new DynamoConversations(dynamo, conversations),
        new DynamoMemberships(dynamo, conversations, environment.required("MEMBERSHIPS_TABLE"), log),
        new DynamoLog(dynamo, log), new DynamoReceipts(dynamo, conversations),
        SqsPushQueue.of(environment, clients), orders, orders::prime,
        new Pace(clock), Duration.ofDays(environment.positive("RETENTION_DAYS", 30)),
        environment.positive("LOG_EPOCH", 1));
  }

  void prime() {
    basis.prime();
    conversations.find(Nobody.CONVERSATION);
    memberships.departure(Nobody.ACCOUNT, Nobody.CONVERSATION);
    memberships.listed(Nobody.ACCOUNT, Set.of(Nobody.CONVERSATION));
    log.marks(Nobody.CONVERSATION, 1, 1);
    receipts.of(Nobody.CONVERSATION, Nobody.ACCOUNT);
    primingOfOrders.run();
  }

  Sending sending(Devices devices) {
    return new Sending(devices, conversations, log, basis.clock(), retention, basis.backoff());
  }

  Syncing syncing(Devices devices) {
    return new Syncing(devices, receipts, memberships, log, basis.clock(), EntryForm::bytes);
  }

  Receiving receiving(Devices devices) {
    return new Receiving(devices, conversations, log, receipts, basis.clock(), basis.backoff());
  }

  Signalling signalling(Devices devices) {
    return new Signalling(devices, conversations, pace, basis.clock());
  }
}
