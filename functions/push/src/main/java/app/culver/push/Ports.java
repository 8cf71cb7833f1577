package app.culver.push;

import app.culver.aws.dynamo.DynamoDevices;
import app.culver.aws.dynamo.DynamoPushStates;
import app.culver.aws.dynamo.DynamoPushTokens;
import app.culver.aws.dynamo.DynamoReceipts;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Environment;
import app.culver.aws.runtime.Nobody;
import app.culver.core.device.Devices;
import app.culver.core.device.PushProvider;
import app.culver.core.push.RetryDelay;
import app.culver.core.push.WakingUp;
import app.culver.core.receipt.Receipts;
import app.culver.push.firebase.FirebasePushes;
import app.culver.push.firebase.ServiceAccount;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** What the handler stands on. */
record Ports(WakingUp waking, Visibility visibility, RetryDelay delays, Devices devices, Receipts receipts) {

  /**
   * Wires the adapters of AWS and the providers of pushes. Another provider is one more of these.
   *
   * @param local whether this is the local cloud
   */
  static Ports of(Environment environment, AwsClients clients, boolean local, InstantSource clock) {
    var dynamo = clients.dynamoDb();
    String accounts = environment.required("ACCOUNTS_TABLE");
    var devices = new DynamoDevices(dynamo, accounts, clock);
    var receipts = new DynamoReceipts(dynamo, environment.required("CONVERSATIONS_TABLE"));
    var tokens = new DynamoPushTokens(dynamo, accounts, environment.required("IDENTIFIERS_TABLE"), clock);
    var firebase = FirebasePushes.of(environment, local, new ServiceAccount(environment));
    return new Ports(
        new WakingUp(devices, receipts, new DynamoPushStates(dynamo, accounts), tokens,
            Map.of(PushProvider.FCM, firebase), clock),
        new Visibility(clients.sqs(), environment.required("PUSH_QUEUE")), new RetryDelay(new SecureRandom()), devices,
        receipts);
  }

  /** Takes the ways to DynamoDB and towards Firebase once, so that a restored instance knows them. */
  void prime() {
    devices.of(Nobody.ACCOUNT);
    receipts.of(Nobody.CONVERSATION, Nobody.ACCOUNT);
    FirebasePushes.rehearse();
  }
}
