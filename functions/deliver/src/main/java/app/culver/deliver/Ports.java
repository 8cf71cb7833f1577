package app.culver.deliver;

import app.culver.aws.connections.ManagementApi;
import app.culver.aws.dynamo.DynamoDevices;
import app.culver.aws.dynamo.DynamoHeads;
import app.culver.aws.dynamo.DynamoLog;
import app.culver.aws.dynamo.DynamoMemberships;
import app.culver.aws.dynamo.DynamoPresences;
import app.culver.aws.dynamo.DynamoReceipts;
import app.culver.aws.queue.SqsLaterQueue;
import app.culver.aws.queue.SqsPushQueue;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Clocks;
import app.culver.aws.runtime.Environment;
import app.culver.aws.runtime.Nobody;
import app.culver.aws.wire.EventForms;
import app.culver.core.conversation.Heads;
import app.culver.core.delivery.Delivery;
import app.culver.core.device.Devices;
import app.culver.core.receipt.Receipts;
import app.culver.core.redelivery.LaterQueue;
import app.culver.core.redelivery.Redelivery;
import java.time.InstantSource;
import java.util.List;

/** What the handler stands on. */
record Ports(Heads heads, Redelivery redelivery, LaterQueue later, InstantSource clock, Runnable priming) {

  static Ports of(Environment environment, AwsClients clients) {
    InstantSource clock = Clocks.clock();
    var dynamo = clients.dynamoDb();
    String accounts = environment.required("ACCOUNTS_TABLE");
    String conversations = environment.required("CONVERSATIONS_TABLE");
    Devices devices = new DynamoDevices(dynamo, accounts, clock);
    Receipts receipts = new DynamoReceipts(dynamo, conversations);
    var delivery = new Delivery(new ManagementApi(clients.connections()), new DynamoPresences(dynamo, accounts, clock),
        Delivery.Limits.USUAL);
    String log = environment.required("LOG_TABLE");
    var memberships = new DynamoMemberships(dynamo, conversations, environment.required("MEMBERSHIPS_TABLE"), log);
    var redelivery = new Redelivery(receipts, memberships, devices, new DynamoLog(dynamo, log), delivery,
        new EventForms(), SqsPushQueue.of(environment, clients), clock);
    return new Ports(new DynamoHeads(dynamo, conversations), redelivery,
        new SqsLaterQueue(clients.sqs(), environment.required("LATER_QUEUE")), clock, () -> {
          devices.of(Nobody.ACCOUNT);
          receipts.standing(Nobody.CONVERSATION);
          receipts.standing(Nobody.CONVERSATION, List.of(Nobody.ACCOUNT));
        });
  }
}
