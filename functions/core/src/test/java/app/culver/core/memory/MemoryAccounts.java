package app.culver.core.memory;

import app.culver.core.Bytes;
import app.culver.core.account.Account;
import app.culver.core.account.Accounts;
import app.culver.core.account.Departures;
import app.culver.core.account.DeviceRows;
import app.culver.core.account.Handle;
import app.culver.core.account.PhoneMac;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Presence;
import app.culver.core.device.Push;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.SessionId;
import app.culver.core.session.NewDevice;
import app.culver.core.session.NewSession;
import app.culver.core.session.Registrations;
import app.culver.core.session.Sessions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Accounts and sessions in memory, on the same devices as {@link MemoryDevices}. */
public final class MemoryAccounts implements Accounts, DeviceRows, Departures, Registrations, Sessions {
  private record Refresh(Optional<Bytes> presented, Bytes successor) {}

  private final MemoryDevices devices;
  private final Map<AccountId, Account> accounts = new HashMap<>();
  private final Map<AccountId, History> histories = new HashMap<>();
  private final Map<AccountId, PhoneMac> phones = new HashMap<>();
  private final Map<String, AccountId> identifiers = new HashMap<>();
  private final Map<DeviceId, Refresh> refreshes = new HashMap<>();

  public MemoryAccounts(MemoryDevices devices) {
    this.devices = devices;
  }

  @Override
  public synchronized Optional<Account> find(AccountId account) {
    return Optional.ofNullable(accounts.get(account));
  }

  @Override
  public synchronized Optional<AccountId> byHandle(Handle handle) {
    return Optional.ofNullable(identifiers.get(handle.value()));
  }

  @Override
  public synchronized Optional<AccountId> byPhone(PhoneMac phone) {
    return Optional.ofNullable(identifiers.get(phone.value()));
  }

  @Override
  public synchronized Change writeProfile(AccountId id, Bytes profile) {
    return accounts.computeIfPresent(id,
        (_, old) -> new Account(id, old.handle(), Optional.of(profile), old.createdAt())) == null
            ? Change.RACED
            : Change.DONE;
  }

  @Override
  public synchronized Change claim(AccountId id, Optional<Handle> former, Handle handle) {
    Account account = accounts.get(id);
    if (account == null || !account.handle().equals(former)) {
      return Change.RACED;
    }
    if (identifiers.putIfAbsent(handle.value(), id) != null) {
      return Change.TAKEN;
    }
    former.ifPresent(old -> identifiers.remove(old.value()));
    accounts.put(id, new Account(id, Optional.of(handle), account.profile(), account.createdAt()));
    return Change.DONE;
  }

  @Override
  public synchronized Change release(AccountId id, Handle handle) {
    Account account = accounts.get(id);
    if (account == null || !account.handle().equals(Optional.of(handle))) {
      return Change.RACED;
    }
    identifiers.remove(handle.value());
    accounts.put(id, new Account(id, Optional.empty(), account.profile(), account.createdAt()));
    return Change.DONE;
  }

  @Override
  public synchronized boolean rename(AccountId account, DeviceId id, Bytes name) {
    Optional<Device> found = device(account, id);
    found.ifPresent(old -> devices.put(new Device(account, id, old.signingKey(), old.sealingKey(), Optional.of(name),
        old.addedAt(), old.session(), old.expires(), old.presence(), old.push())));
    return found.isPresent();
  }

  @Override
  public synchronized Optional<Device> remove(AccountId account, DeviceId id) {
    Optional<Device> found = device(account, id);
    histories.computeIfPresent(account, (_, old) -> new History(old.changes() + 1, devices.now()));
    found.ifPresent(_ -> devices.remove(id));
    return found;
  }

  @Override
  public synchronized OptionalLong changes(AccountId account) {
    return history(account).map(history -> OptionalLong.of(history.changes())).orElseGet(OptionalLong::empty);
  }

  @Override
  public synchronized boolean delete(AccountId account, DeviceId last, long changes) {
    if (!histories.containsKey(account)) {
      return true;
    }
    if (histories.get(account).changes() != changes
        || device(account, last).flatMap(Device::push).isPresent()) {
      return false;
    }
    accounts.remove(account).handle().ifPresent(handle -> identifiers.remove(handle.value()));
    identifiers.remove(phones.remove(account).value());
    histories.remove(account);
    devices.remove(last);
    return true;
  }

  @Override
  public synchronized boolean create(PhoneMac phone, NewDevice device) {
    if (identifiers.putIfAbsent(phone.value(), device.account()) != null) {
      return false;
    }
    accounts.put(device.account(),
        new Account(device.account(), Optional.empty(), Optional.empty(), device.session().startedAt()));
    histories.put(device.account(), new History(0, Instant.EPOCH));
    phones.put(device.account(), phone);
    return add(device, histories.get(device.account()));
  }

  @Override
  public synchronized Optional<History> history(AccountId account) {
    return Optional.ofNullable(histories.get(account));
  }

  @Override
  public synchronized boolean add(NewDevice device, History expected) {
    if (!history(device.account()).equals(Optional.of(expected))) {
      return false;
    }
    histories.put(device.account(), new History(expected.changes() + 1, expected.lastRemoval()));
    put(new Device(device.account(), device.id(), device.signingKey(),
        device.sealingKey(), Optional.empty(), device.session().startedAt(), Optional.empty(),
        device.session().expires(), Optional.empty()), device.session());
    return true;
  }

  @Override
  public synchronized boolean resume(Device device, NewSession session) {
    Optional<Device> found = device(device.account(), device.id());
    found.ifPresent(old -> put(old, session));
    return found.isPresent();
  }

  @Override
  public synchronized Optional<Held> find(Caller caller) {
    return device(caller.account(), caller.device())
        .filter(device -> device.session().equals(Optional.of(caller.session())))
        .map(device -> new Held(device, refreshes.get(device.id()).presented(),
            refreshes.get(device.id()).successor()));
  }

  @Override
  public synchronized boolean rotate(Caller caller, Bytes presented, Bytes successor, Instant expires) {
    Optional<Held> held = find(caller).filter(found -> found.successor().equals(presented));
    held.map(Held::device).ifPresent(old -> {
      refreshes.put(old.id(), new Refresh(Optional.of(presented), successor));
      devices.put(with(old, old.session(), expires, old.presence(), old.push()));
    });
    return held.isPresent();
  }

  @Override
  public synchronized Optional<Presence> end(Caller caller) {
    Optional<Device> held = find(caller).map(Held::device);
    held.ifPresent(old -> devices.put(with(old, Optional.empty(), old.expires(), Optional.empty(), Optional.empty())));
    return held.flatMap(Device::presence);
  }

  private Optional<Device> device(AccountId account, DeviceId id) {
    return devices.of(account).stream().filter(device -> device.id().equals(id)).findFirst();
  }

  private void put(Device device, NewSession session) {
    refreshes.put(device.id(), new Refresh(Optional.empty(), session.successor()));
    devices.put(with(device, Optional.of(session.id()), session.expires(), Optional.empty(), Optional.empty()));
  }

  private static Device with(Device device, Optional<SessionId> session, Instant expires,
      Optional<Presence> presence, Optional<Push> push) {
    return new Device(device.account(), device.id(), device.signingKey(), device.sealingKey(), device.name(),
        device.addedAt(), session, expires, presence, push);
  }
}
