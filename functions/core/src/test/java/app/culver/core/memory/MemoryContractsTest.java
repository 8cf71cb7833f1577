package app.culver.core.memory;

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
import app.culver.core.media.Download;
import app.culver.core.media.MediaStore;
import app.culver.core.media.MediaStoreContract;
import app.culver.core.media.Upload;
import app.culver.core.receipt.Receipts;
import app.culver.core.receipt.ReceiptsContract;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** The adapters in memory meet the contracts of their ports, or tests that rest on them would prove nothing. */
class MemoryContractsTest {
  private final MemoryTables tables = new MemoryTables();
  private final MemoryDevices devices = new MemoryDevices(InstantSource.fixed(Samples.NOW));
  private int used;

  private AccountId unused() {
    return Samples.account(++used);
  }

  @Nested
  class OfTheLog extends LogContract {
    @Override
    protected Log log() {
      return tables;
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
      return tables;
    }

    @Override
    protected Memberships memberships() {
      return tables;
    }

    @Override
    protected Heads heads() {
      return tables;
    }

    @Override
    protected Log log() {
      return tables;
    }

    @Override
    protected Receipts receipts() {
      return tables;
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
      return tables;
    }

    @Override
    protected Memberships memberships() {
      return tables;
    }

    @Override
    protected Log log() {
      return tables;
    }

    @Override
    protected Receipts receipts() {
      return tables;
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
      return tables;
    }

    @Override
    protected Conversations conversations() {
      return tables;
    }

    @Override
    protected Memberships memberships() {
      return tables;
    }

    @Override
    protected Log log() {
      return tables;
    }

    @Override
    protected Receipts receipts() {
      return tables;
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
      return tables;
    }

    @Override
    protected Memberships memberships() {
      return tables;
    }

    @Override
    protected Blocks blocks() {
      return tables;
    }

    @Override
    protected Receipts receipts() {
      return tables;
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
      return tables;
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
      return devices;
    }

    @Override
    protected Devices devices() {
      return devices;
    }

    @Override
    protected Device device() {
      return devices.put(Samples.device(unused(), used));
    }

    @Override
    protected Device expired() {
      Device device = Samples.device(unused(), used);
      return devices
          .put(new Device(device.account(), device.id(), device.signingKey(), device.sealingKey(), device.name(),
              device.addedAt(), device.session(), Samples.NOW.minus(Duration.ofSeconds(1)), device.presence()));
    }
  }

  @Nested
  class OfTheStoreOfFiles extends MediaStoreContract {
    private final MemoryMedia media = new MemoryMedia(() -> Samples.NOW);

    @Override
    protected MediaStore store() {
      return media;
    }

    @Override
    protected Instant now() {
      return Samples.NOW;
    }

    @Override
    protected int put(Upload upload, Map<String, String> headers, byte[] body) {
      return media.put(upload.url(), headers, body);
    }

    @Override
    protected Optional<byte[]> get(Download download) {
      return media.get(download.url());
    }
  }
}
