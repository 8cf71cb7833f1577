package app.culver.core.model;

import app.culver.core.device.Caller;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.Identifier;
import app.culver.core.identifier.SessionId;
import app.culver.core.refusal.Refusal;
import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.Refusal.NotFound;
import app.culver.core.signature.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The accounts of the model and their devices. */
final class Registry {
  private static final Duration SESSION = Duration.ofDays(30);

  /** A device, whose keys never change. */
  record Row(AccountId account, int person, int keys, SessionId session, Instant expires) {}

  /** By person. */
  final Map<Integer, AccountId> accounts = new TreeMap<>();
  /** Those that are gone among them. */
  final Map<DeviceId, Row> devices = new TreeMap<>(Identifier.TEXT_ORDER);
  /** When a device of the person was last removed. */
  private final Map<Integer, Instant> removals = new TreeMap<>();
  private final InstantSource clock;
  private final Supplier<Caller> drawn;

  /** @param drawn what the system called the device that has just signed in there: a model draws no lots */
  Registry(InstantSource clock, Supplier<Caller> drawn) {
    this.clock = clock;
    this.drawn = drawn;
  }

  Messenger.SignedIn signIn(int person, int keys, Instant provenAt) {
    boolean newAccount = !accounts.containsKey(person);
    require(!provenAt.isBefore(removals.getOrDefault(person, Instant.EPOCH)), new Refusal.SignInRefused());
    AccountId account = accounts.computeIfAbsent(person, _ -> drawn.get().account());
    Optional<DeviceId> same = live(account).stream().filter(device -> devices.get(device).keys() == keys).findFirst();
    Caller caller = new Caller(account, same.orElse(drawn.get().device()), drawn.get().session());
    require(same.isPresent() || !devices.containsKey(caller.device()), new NotFound());
    devices.put(caller.device(), new Row(account, person, keys, caller.session(), clock.instant().plus(SESSION)));
    return new Messenger.SignedIn(caller, newAccount, same.isEmpty());
  }

  void remove(Caller caller, DeviceId device) {
    require(live(caller.account()).contains(device), new NotFound());
    removals.put(devices.get(device).person(), clock.instant());
    devices.computeIfPresent(device,
        (_, row) -> new Row(row.account(), row.person(), row.keys(), row.session(), Instant.EPOCH));
  }

  boolean exists(AccountId account) {
    return accounts.containsValue(account);
  }

  /** The account's devices. */
  List<DeviceId> live(AccountId account) {
    return devices.entrySet().stream().filter(device -> device.getValue().account().equals(account))
        .filter(device -> device.getValue().expires().isAfter(clock.instant())).map(Map.Entry::getKey).toList();
  }

  /** The devices of these accounts without the calling one. */
  Set<DeviceId> others(Caller caller, Collection<AccountId> accounts) {
    return accounts.stream().flatMap(account -> live(account).stream())
        .filter(device -> !device.equals(caller.device())).collect(Collectors.toSet());
  }

  /** Whether the caller is signed in. */
  boolean holds(Caller caller) {
    return live(caller.account()).contains(caller.device())
        && devices.get(caller.device()).session().equals(caller.session());
  }

  void requireSigned(Caller caller, Signature signature, byte[] message) {
    Row row = devices.get(caller.device());
    require(People.keys(row.person(), row.keys()).signingKey().verifies(signature, message),
        InvalidRequest.at("/signature", ""));
  }

  static void require(boolean holds, Refusal otherwise) {
    if (!holds) {
      throw otherwise.exception();
    }
  }
}
