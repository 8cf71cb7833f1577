package app.culver.client.people;

import app.culver.client.Event;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.loop.Loop;
import app.culver.client.session.Api;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.wire.DirectoryAnswer;
import app.culver.client.wire.DirectoryAnswer.ListedDevice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Keeps the lists of accounts' devices up to date with the server's key directory. */
public final class Directory {
  private static final int ACCOUNTS_A_CALL = 100;

  private final Loop loop;
  private final Store store;
  private final People people;
  private final Api api;
  private final Changes changes;
  private final Consumer<Event> events;

  /** Hears of changed devices before they are stored, to store what follows from it in the same batch. */
  @FunctionalInterface
  public interface Changes {
    /** @return what is to be told once it is stored */
    List<Event> changed(Event.DevicesChanged change, Batch batch);
  }

  public Directory(Loop loop, Store store, People people, Api api, Changes changes, Consumer<Event> events) {
    this.loop = loop;
    this.store = store;
    this.people = people;
    this.api = api;
    this.changes = changes;
    this.events = events;
  }

  /** Fetches and stores the devices of these accounts. */
  public CompletableFuture<Void> refresh(Collection<AccountId> accounts) {
    var result = new CompletableFuture<Void>();
    fetch(new ArrayList<>(accounts), result);
    return result;
  }

  private void fetch(List<AccountId> accounts, CompletableFuture<Void> result) {
    if (accounts.isEmpty()) {
      result.complete(null);
      return;
    }
    var now = accounts.subList(0, Math.min(ACCOUNTS_A_CALL, accounts.size()));
    loop.when(api.post("/v1/directory", DirectoryAnswer.request(now), DirectoryAnswer::read), answer -> {
      store(now, answer);
      fetch(accounts.subList(now.size(), accounts.size()), result);
    }, result::completeExceptionally);
  }

  private void store(List<AccountId> asked, DirectoryAnswer answer) {
    var batch = new Batch();
    var told = new ArrayList<Event>();
    for (var account : asked) {
      var listed = answer.accounts().stream().filter(each -> each.account().equals(account)).findFirst()
          .map(DirectoryAnswer.Account::devices).orElse(List.of());
      told.addAll(update(people.person(account), listed, batch));
    }
    store.write(batch);
    told.forEach(events);
  }

  private List<Event> update(Person person, List<ListedDevice> claimed, Batch batch) {
    var before = person.current();
    var listed = claimed.stream().map(device -> person.known(device.device()).orElse(device)).toList();
    claimed.stream().filter(device -> !isIn(listed, device)).forEach(device -> events.accept(new Event.Distrust(
        "device " + device.device() + " of account " + person.account() + " is listed with other keys than before")));
    var added = listed.stream().filter(device -> !isIn(before, device)).toList();
    var removed = before.stream().filter(device -> !isIn(listed, device)).toList();
    if (person.devices().isPresent() && added.isEmpty() && removed.isEmpty()) {
      return List.of();
    }
    var gone = person.devices().orElse(List.of()).stream().map(Person.KnownDevice::device)
        .filter(device -> listed.stream().noneMatch(other -> other.device().equals(device.device())));
    var known = Stream.concat(listed.stream().map(device -> new Person.KnownDevice(device, false)),
        gone.map(device -> new Person.KnownDevice(device, true))).toList();
    people.put(person.withDevices(known).withVerified(Optional.empty()), batch);
    if (person.devices().isEmpty()) {
      return List.of();
    }
    return changes.changed(
        new Event.DevicesChanged(person.account(), ids(added), ids(removed), person.verified().isPresent()), batch);
  }

  private static boolean isIn(List<ListedDevice> devices, ListedDevice device) {
    return devices.stream().anyMatch(other -> other.device().equals(device.device())
        && other.signingKey().equals(device.signingKey()) && other.sealingKey().equals(device.sealingKey()));
  }

  private static List<DeviceId> ids(List<ListedDevice> devices) {
    return devices.stream().map(ListedDevice::device).toList();
  }
}
