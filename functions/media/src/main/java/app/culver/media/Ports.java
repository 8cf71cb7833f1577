package app.culver.media;

import app.culver.aws.dynamo.DynamoConversations;
import app.culver.aws.dynamo.DynamoDevices;
import app.culver.aws.media.S3MediaStore;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Clocks;
import app.culver.aws.runtime.Environment;
import app.culver.aws.runtime.Nobody;
import app.culver.aws.token.Authentication;
import app.culver.aws.token.VerificationKeys;
import app.culver.aws.wiring.Verification;
import app.culver.core.Bytes;
import app.culver.core.conversation.Conversations;
import app.culver.core.device.Devices;
import app.culver.core.media.Chunk;
import app.culver.core.media.FileId;
import app.culver.core.media.MediaStore;
import app.culver.core.media.PreparingTransfers;

/** What the function stands on. It tells nobody anything, so it has no way to the sockets. */
record Ports(VerificationKeys keys, Authentication authentication, Devices devices, Conversations conversations,
    MediaStore store) {

  static Ports of(Environment environment, AwsClients clients) {
    var clock = Clocks.clock();
    var verification = Verification.of(environment, clients, clock);
    return new Ports(verification.keys(), new Authentication(verification.verifier()),
        new DynamoDevices(clients.dynamoDb(), environment.required("ACCOUNTS_TABLE"), clock),
        new DynamoConversations(clients.dynamoDb(), environment.required("CONVERSATIONS_TABLE")),
        S3MediaStore.of(environment));
  }

  /** Everything once, on what does not exist: classes are loaded, keys fetched, ways opened. */
  void prime() {
    keys.all();
    devices.of(Nobody.ACCOUNT);
    conversations.find(Nobody.CONVERSATION);
    var nothing = new FileId(Nobody.CONVERSATION, Nobody.MEDIA);
    store.upload(nothing, new Chunk(0, 4112, Bytes.of(new byte[32])));
    store.download(nothing, 0);
  }

  PreparingTransfers preparing() {
    return new PreparingTransfers(devices, conversations, store);
  }
}
