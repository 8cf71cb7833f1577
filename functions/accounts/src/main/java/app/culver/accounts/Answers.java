package app.culver.accounts;

import app.culver.core.Bytes;
import app.culver.core.account.Account;
import app.culver.core.account.Directory;
import app.culver.core.account.Handle;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.signature.SealingKey;
import app.culver.core.signature.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the routes answer, as {@code contract/schemas} has it. */
final class Answers {

  private Answers() {}

  /** {@code own-account.json}. */
  record OwnAccount(AccountId account, Optional<Handle> handle, Optional<Bytes> profile, Instant createdAt) {
    static OwnAccount of(Account account) {
      return new OwnAccount(account.id(), account.handle(), account.profile(), account.createdAt());
    }
  }

  /** {@code account.json}. */
  record OthersAccount(AccountId account, Optional<Handle> handle, Optional<Bytes> profile) {
    static OthersAccount of(Account account) {
      return new OthersAccount(account.id(), account.handle(), account.profile());
    }
  }

  /** {@code found-account.json}. */
  record FoundAccount(AccountId account) {}

  /** {@code own-devices.json}. */
  record OwnDevices(List<OwnDevice> devices) {
    record OwnDevice(DeviceId device, SigningKey signingKey, SealingKey sealingKey, Optional<Bytes> name,
        Instant addedAt, boolean current) {}

    static OwnDevices of(List<Device> devices, DeviceId current) {
      return new OwnDevices(devices.stream().map(device -> new OwnDevice(device.id(), device.signingKey(),
          device.sealingKey(), device.name(), device.addedAt(), device.id().equals(current))).toList());
    }
  }

  /** {@code directory.json}. */
  record DirectoryListing(List<Listing> accounts) {
    record Listing(AccountId account, List<Entry> devices) {}

    record Entry(DeviceId device, SigningKey signingKey, SealingKey sealingKey, Instant addedAt) {}

    static DirectoryListing of(List<Directory.Listing> listings) {
      return new DirectoryListing(
          listings.stream().map(listing -> new Listing(listing.account(), listing.devices().stream().map(
              device -> new Entry(device.id(), device.signingKey(), device.sealingKey(), device.addedAt())).toList()))
              .toList());
    }
  }
}
