package app.culver.core.account;

import app.culver.core.concurrent.Backoff;
import app.culver.core.concurrent.Races;
import app.culver.core.delivery.LiveConnections;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.OwnDevice;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.refusal.Refusal.Busy;
import app.culver.core.refusal.Refusal.StillMember;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Deletes an account. Whatever it is asked with goes last, in one step with the account itself and what it is found by: so
 * whoever has no answer asks again, and nobody who signs in meanwhile finds half of an account.
 */
public final class AccountDeletion {
  /** How many groups a refusal names. */
  public static final int MOST_NAMED = 50;

  /** How many parts of the account's list one call deletes. */
  static final int MOST_SWEEPS = 10;

  private final Devices devices;
  private final DeviceRemoval removal;
  private final PushTokens tokens;
  private final LiveConnections connections;
  private final Stores stores;
  private final Races races;

  /** Where the rest is. */
  public record Stores(Departures departures, Traces traces) {}

  public AccountDeletion(Devices devices, DeviceRemoval removal, PushTokens tokens, LiveConnections connections,
      Stores stores, Backoff backoff) {
    this.devices = devices;
    this.removal = removal;
    this.tokens = tokens;
    this.connections = connections;
    this.stores = stores;
    this.races = new Races(backoff);
  }

  /**
   * Deletes the caller's account.
   *
   * @throws app.culver.core.refusal.RefusedException SessionEnded, also after it is done; StillMember, and nothing was
   *           deleted; Busy, and it goes on from there when it is called again
   */
  public void delete(Caller caller) {
    AccountId account = caller.account();
    OwnDevice.in(devices.of(account), caller);
    List<ConversationId> groups = stores.traces().groups(account, MOST_NAMED);
    if (!groups.isEmpty()) {
      throw new StillMember(groups).exception();
    }
    races.win(() -> attempt(account, caller.device()));
  }

  /** Empty after a lost race, such as against a device that signed in meanwhile. */
  private Optional<Boolean> attempt(AccountId account, DeviceId last) {
    OptionalLong changes = stores.departures().changes(account);
    if (changes.isEmpty()) {
      return Optional.of(true);
    }
    List<Device> own = devices.of(account);
    List<Device> others = own.stream().filter(device -> !device.id().equals(last)).toList();
    if (!others.isEmpty()) {
      // First of all, so that they write nothing anew; which counts as a change.
      others.forEach(this::remove);
      return Optional.empty();
    }
    sweep(account);
    own.forEach(device -> device.push().ifPresent(push -> tokens.remove(account, last, push.target())));
    if (!stores.departures().delete(account, last, changes.getAsLong())) {
      return Optional.empty();
    }
    own.forEach(device -> device.presence().ifPresent(presence -> connections.close(presence.connection())));
    return Optional.of(true);
  }

  private void sweep(AccountId account) {
    for (int i = 0; i < MOST_SWEEPS; i++) {
      if (stores.traces().sweep(account)) {
        if (stores.traces().groups(account, 1).isEmpty()) {
          return;
        }
        // Somebody has added it meanwhile: asked again, it is told so.
        break;
      }
    }
    throw new Busy().exception();
  }

  /** Without telling those that go next. */
  private void remove(Device device) {
    removal.remove(device.account(), device.id(), List.of(device));
  }
}
