package app.culver.core.memory;

import app.culver.core.conversation.ConversationContracts;
import app.culver.core.conversation.ConversationStores;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.Presences;
import app.culver.core.device.PresencesContract;
import app.culver.core.identifier.AccountId;
import app.culver.core.media.Download;
import app.culver.core.media.MediaStore;
import app.culver.core.media.MediaStoreContract;
import app.culver.core.media.Upload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** The adapters in memory meet the contracts of their ports, or tests that rest on them would prove nothing. */
class MemoryContractsTest extends ConversationContracts {
  private final MemoryTables tables = new MemoryTables();
  private final MemoryDevices devices = new MemoryDevices(InstantSource.fixed(Samples.NOW));
  private int used;

  private AccountId unused() {
    return Samples.account(++used);
  }

  @Override
  protected ConversationStores stores() {
    return new ConversationStores(tables, tables, tables, tables, tables, tables, tables);
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
