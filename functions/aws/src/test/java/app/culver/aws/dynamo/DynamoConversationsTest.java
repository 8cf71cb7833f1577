package app.culver.aws.dynamo;

import app.culver.core.account.Traces;
import app.culver.core.account.TracesContract;
import app.culver.core.conversation.Blocks;
import app.culver.core.conversation.BlocksContract;
import app.culver.core.conversation.Conversations;
import app.culver.core.conversation.ConversationsContract;
import app.culver.core.conversation.GroupsContract;
import app.culver.core.conversation.DirectConversation;
import app.culver.core.conversation.Heads;
import app.culver.core.conversation.Memberships;
import app.culver.core.device.PresencesContract;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.Presences;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Log;
import app.culver.core.log.LogContract;
import app.culver.core.memory.Samples;
import app.culver.core.receipt.Receipts;
import app.culver.core.receipt.ReceiptsContract;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The adapters of conversations, logs, receipts and presence meet the contracts of their ports on DynamoDB Local. */
class DynamoConversationsTest {
  private static final AtomicInteger USED = new AtomicInteger();
  private static LocalDynamo dynamo;
  private static Conversations conversations;
  private static Memberships memberships;
  private static Blocks blocks;
  private static Traces traces;
  private static Heads heads;
  private static Log log;
  private static Receipts receipts;
  private static Presences presences;
  private static Devices devices;

  @BeforeAll
  static void start() {
    dynamo = new LocalDynamo();
    String accounts = dynamo.table("AccountsTable");
    var clock = InstantSource.fixed(Samples.NOW);
    String table = dynamo.table("ConversationsTable");
    log = new DynamoLog(dynamo.client(), dynamo.table("LogTable"));
    conversations = new DynamoConversations(dynamo.client(), table);
    memberships = new DynamoMemberships(dynamo.client(), table, dynamo.table("MembershipsTable"),
        dynamo.table("LogTable"));
    blocks = new DynamoBlocks(dynamo.client(), table, dynamo.table("MembershipsTable"));
    traces = new DynamoTraces(dynamo.client(), table, dynamo.table("MembershipsTable"));
    heads = new DynamoHeads(dynamo.client(), table);
    receipts = new DynamoReceipts(dynamo.client(), table);
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

  @Nested
  class OfTheLog extends LogContract {
    @Override
    protected Log log() {
      return log;
    }

    @Override
    protected ConversationId conversation() {
      return new DirectConversation(unused(), unused()).id();
    }
  }

  @Nested
  class OfConversations extends ConversationsContract {
    @Override
    protected Conversations conversations() {
      return conversations;
    }

    @Override
    protected Memberships memberships() {
      return memberships;
    }

    @Override
    protected Heads heads() {
      return heads;
    }

    @Override
    protected Log log() {
      return log;
    }

    @Override
    protected Receipts receipts() {
      return receipts;
    }

    @Override
    protected AccountId account() {
      return unused();
    }
  }

  @Nested
  class OfGroups extends GroupsContract {
    @Override
    protected Conversations conversations() {
      return conversations;
    }

    @Override
    protected Memberships memberships() {
      return memberships;
    }

    @Override
    protected Log log() {
      return log;
    }

    @Override
    protected Receipts receipts() {
      return receipts;
    }

    @Override
    protected AccountId account() {
      return unused();
    }
  }

  @Nested
  class OfBlocks extends BlocksContract {
    @Override
    protected Blocks blocks() {
      return blocks;
    }

    @Override
    protected Conversations conversations() {
      return conversations;
    }

    @Override
    protected Memberships memberships() {
      return memberships;
    }

    @Override
    protected Log log() {
      return log;
    }

    @Override
    protected Receipts receipts() {
      return receipts;
    }

    @Override
    protected AccountId account() {
      return unused();
    }
  }

  @Nested
  class OfTraces extends TracesContract {
    @Override
    protected Traces traces() {
      return traces;
    }

    @Override
    protected Memberships memberships() {
      return memberships;
    }

    @Override
    protected Blocks blocks() {
      return blocks;
    }

    @Override
    protected Receipts receipts() {
      return receipts;
    }

    @Override
    protected AccountId account() {
      return unused();
    }
  }

  @Nested
  class OfReceipts extends ReceiptsContract {
    @Override
    protected Receipts receipts() {
      return receipts;
    }

    @Override
    protected ConversationId conversation() {
      return new DirectConversation(unused(), unused()).id();
    }
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
