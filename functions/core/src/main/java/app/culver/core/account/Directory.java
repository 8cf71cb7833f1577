package app.culver.core.account;

import app.culver.core.concurrent.Pending;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.identifier.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** The key directory: the current devices of a set of accounts. */
public final class Directory {
  /** How many accounts one question may be about. */
  public static final int MOST_ACCOUNTS = 100;

  /** Reads at a time. */
  private static final int CONCURRENCY = 32;

  private final Devices devices;
  private final Accounts accounts;

  public Directory(Devices devices, Accounts accounts) {
    this.devices = devices;
    this.accounts = accounts;
  }

  /** An account's devices, perhaps none. */
  public record Listing(AccountId account, List<Device> devices) {}

  /** In the order of the question; an account that does not exist is left out. */
  public List<Listing> of(List<AccountId> asked) {
    var permits = new Semaphore(CONCURRENCY);
    List<Pending<Optional<Listing>>> reads = asked.stream()
        .map(account -> Pending.start(permits, () -> listing(account))).toList();
    return reads.stream().flatMap(read -> read.get().stream()).toList();
  }

  private Optional<Listing> listing(AccountId account) {
    List<Device> found = devices.of(account);
    return found.isEmpty() && accounts.find(account).isEmpty()
        ? Optional.empty()
        : Optional.of(new Listing(account, found));
  }
}
