package app.culver.aws.dynamo;

import app.culver.core.conversation.ConversationContracts;
import app.culver.core.conversation.ConversationStores;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.Presences;
import app.culver.core.device.PresencesContract;
import app.culver.core.identifier.AccountId;
import app.culver.core.memory.Samples;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The adapters of conversations, logs, receipts and presence meet the contracts of their ports on DynamoDB Local. */
class DynamoConversationsTest extends ConversationContracts {
  private static final AtomicInteger USED = new AtomicInteger();
  private static LocalDynamo dynamo;
  private static ConversationStores stores;
  private static Presences presences;
  private static Devices devices;

  @BeforeAll
  static void start() {
    dynamo = new LocalDynamo();
    String accounts = dynamo.table("AccountsTable");
    var clock = InstantSource.fixed(Samples.NOW);
    String table = dynamo.table("ConversationsTable");
    String memberships = dynamo.table("MembershipsTable");
    String log = dynamo.table("LogTable");
    stores = new ConversationStores(new DynamoConversations(dynamo.client(), table),
        new DynamoMemberships(dynamo.client(), table, memberships, log),
        new DynamoBlocks(dynamo.client(), table, memberships), new DynamoTraces(dynamo.client(), table, memberships),
        new DynamoHeads(dynamo.client(), table), new DynamoLog(dynamo.client(), log),
        new DynamoReceipts(dynamo.client(), table));
    presences = new DynamoPresences(dynamo.client(), accounts, clock);
    devices = new DynamoDevices(dynamo.client(), accounts, clock);
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  private static AccountId unused() {
    return Samples.account(USED.incrementAndGet());
  }

  private static Device put(Instant expires) {
    Device signedIn = Samples.device(unused(), USED.get());
    Device device = new Device(signedIn.account(), signedIn.id(), signedIn.signingKey(), signedIn.sealingKey(),
        signedIn.name(), signedIn.addedAt(), signedIn.session(), expires, signedIn.presence());
    dynamo.put(device);
    return device;
  }

  @Override
  protected ConversationStores stores() {
    return stores;
  }

  @Nested
  class OfPresences extends PresencesContract {
    @Override
    protected Presences presences() {
      return presences;
    }

    @Override
    protected Devices devices() {
      return devices;
    }

    @Override
    protected Device device() {
      return put(Samples.NOW.plus(Duration.ofDays(1)));
    }

    @Override
    protected Device expired() {
      return put(Samples.NOW.minus(Duration.ofSeconds(1)));
    }
  }
}
