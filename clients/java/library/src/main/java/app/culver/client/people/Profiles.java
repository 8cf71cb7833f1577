package app.culver.client.people;

import app.culver.client.Account;
import app.culver.client.CulverException;
import app.culver.client.Device;
import app.culver.client.Event;
import app.culver.client.Picture;
import app.culver.client.crypto.Names;
import app.culver.client.crypto.ProfileKey;
import app.culver.client.crypto.UndecryptableException;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.loop.Loop;
import app.culver.client.session.Api;
import app.culver.client.session.Session;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.wire.Json;
import app.culver.client.wire.MalformedException;
import app.culver.client.wire.ProfileContent;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Names of accounts and devices, which the server has only encrypted. */
public final class Profiles {
  /** Whoever tells the same key again and again is not asked for sooner again. */
  private static final Duration TOLD_AGAIN = Duration.ofMinutes(1);

  private final Loop loop;
  private final Store store;
  private final People people;
  private final Self self;
  private final Session session;
  private final Api api;
  private final SecureRandom random;
  private final Names names;
  private final Consumer<Event> events;
  private CompletableFuture<Void> changing = CompletableFuture.completedFuture(null);

  public Profiles(Loop loop, Store store, People people, Self self, Session session, Api api, SecureRandom random,
      Consumer<Event> events) {
    this.loop = loop;
    this.store = store;
    this.people = people;
    this.self = self;
    this.session = session;
    this.api = api;
    this.random = random;
    this.names = new Names(random);
    this.events = events;
  }

  /** A message brought the key to its sender's names. */
  public void learned(AccountId account, ProfileKey key, Instant time) {
    if (self.account().equals(Optional.of(account))) {
      if (self.adopt(key, time)) {
        nameThisDevice();
      }
      return;
    }
    var person = people.person(account);
    var now = loop.clock().instant();
    // A key that is known is told again when what it opens has changed.
    if (!person.profileKey().equals(Optional.of(key))
        || person.lookedAt().filter(looked -> now.isBefore(looked.plus(TOLD_AGAIN))).isEmpty()) {
      var batch = new Batch();
      people.put(person.withProfileKey(key, now), batch);
      store.write(batch);
      loop.when(refresh(account), done -> {
        // Told by an event.
      }, failure -> {
        // The name stays as it was until the account is asked for next time.
      });
    }
  }

  /** Fetches an account's handle and name. */
  public CompletableFuture<Void> refresh(AccountId account) {
    return api.get("/v1/accounts/" + account, body -> {
      var person = people.person(account);
      var profile = profile(account, person.profileKey(), body);
      var now = person.withNames(Json.optionalText(body, "handle"),
          profile.flatMap(ProfileContent::name).or(person::name))
          .withPicture(profile.map(ProfileContent::picture).orElseGet(person::picture));
      if (!now.equals(person)) {
        var batch = new Batch();
        people.put(now, batch);
        store.write(batch);
        events.accept(new Event.ContactChanged(now.contact()));
      }
      return null;
    });
  }

  /** This account, as the server has it now. */
  public CompletableFuture<Account> own() {
    var account = session.required().account();
    return api.get("/v1/account", body -> new Account(account, Json.optionalText(body, "handle"),
        profile(account, self.profileKey(), body).flatMap(ProfileContent::name), Json.time(body, "createdAt")));
  }

  /** Empty if there is no profile, or its key is not known. */
  private Optional<ProfileContent> profile(AccountId account, Optional<ProfileKey> key, JsonNode body) {
    var blob = Json.optionalBase64(body, "profile");
    if (key.isEmpty() || blob.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ProfileContent.read(names.openProfile(key.get(), account, blob.get())));
    } catch (UndecryptableException | MalformedException anotherKey) {
      return Optional.empty();
    }
  }

  /** Sets this account's name. @throws CulverException.NotPossible if it is too long */
  public CompletableFuture<Void> setName(String name) {
    return change(profile -> profile.withName(name));
  }

  /** Sets this account's picture. @throws CulverException.NotPossible if it is too large */
  public CompletableFuture<Void> setPicture(Optional<Picture> picture) {
    if (picture.filter(given -> given.bytes().length > ProfileContent.MAX_PICTURE_BYTES).isPresent()) {
      throw new CulverException.NotPossible(
          "a profile's picture has at most " + ProfileContent.MAX_PICTURE_BYTES + " bytes");
    }
    return change(profile -> profile.withPicture(picture));
  }

  /** One change after the other: each keeps what the one before it has written. */
  private CompletableFuture<Void> change(UnaryOperator<ProfileContent> change) {
    var account = session.required().account();
    changing = changing.handle((done, failure) -> done).thenCompose(before -> changeNow(account, change));
    return changing;
  }

  /** What is not changed stays as the server has it, which another device may have written. */
  private CompletableFuture<Void> changeNow(AccountId account, UnaryOperator<ProfileContent> change) {
    return api.get("/v1/account", body -> profile(account, self.profileKey(), body).orElseGet(ProfileContent::empty))
        .thenCompose(before -> {
          var key = self.profileKey().orElseGet(this::newKey);
          // Before, too: this process may end while the server has it.
          self.changedProfile(loop.clock().instant());
          return api.put("/v1/account/profile", Json.object().put("profile",
              sealed(() -> names.sealProfile(key, account, change.apply(before).write()))));
        })
        // The server may have it even if its answer does not come.
        .whenComplete((done, failure) -> self.changedProfile(loop.clock().instant()));
  }

  /** The picture of an account: one's own as the server has it now, another one as it was seen last. */
  public CompletableFuture<Optional<Picture>> picture(AccountId account) {
    return self.account().equals(Optional.of(account))
        ? api.get("/v1/account", body -> profile(account, self.profileKey(), body).flatMap(ProfileContent::picture))
        : CompletableFuture.completedFuture(people.person(account).picture());
  }

  /** Makes the key that this account's names are encrypted under from now on. */
  public ProfileKey newKey() {
    var key = ProfileKey.generate(random);
    self.adopt(key, loop.clock().instant());
    return key;
  }

  /**
   * Does what had to wait for a connection: makes the key to the names where no other device can tell it, and names this
   * device.
   */
  public void complete() {
    if (self.profileKey().isPresent()) {
      nameThisDevice();
      return;
    }
    loop.when(devices(), devices -> {
      if (devices.size() == 1 && self.profileKey().isEmpty()) {
        newKey();
      }
      nameThisDevice();
    }, failure -> {
      // Tried again when the next connection opens.
    });
  }

  private void nameThisDevice() {
    var wanted = self.wantedDeviceName();
    if (wanted.isEmpty() || self.profileKey().isEmpty() || session.identity().isEmpty()) {
      return;
    }
    loop.when(rename(session.required().device(), wanted.get()), done -> self.wantDeviceName(Optional.empty()),
        failure -> {
          // Tried again when the next connection opens.
        });
  }

  /** @throws CulverException.NotPossible if the name is too long, or the key not known */
  public CompletableFuture<Void> rename(DeviceId device, String name) {
    var key = self.profileKey().orElseThrow(() -> new CulverException.NotPossible("this device does not know the key "
        + "to your account's names yet: it comes with the first message from another of your devices"));
    var account = session.required().account();
    return api.put("/v1/devices/" + device + "/name", Json.object().put("name", sealed(
        () -> names.sealDeviceName(key, account, device, name))));
  }

  private static String sealed(Supplier<byte[]> seal) {
    try {
      return Json.base64(seal.get());
    } catch (IllegalArgumentException tooLong) {
      throw new CulverException.NotPossible(tooLong.getMessage());
    }
  }

  /** This account's devices, this one first. */
  public CompletableFuture<List<Device>> devices() {
    return api.get("/v1/devices", body -> Json.list(body, "devices", this::device).stream()
        .sorted(Comparator.comparing(Device::current).reversed().thenComparing(Device::addedAt)).toList());
  }

  private Device device(JsonNode json) {
    var id = Json.as(json, "device", DeviceId::new);
    return new Device(id, deviceName(id, json), Json.time(json, "addedAt"), Json.truth(json, "current"));
  }

  private Optional<String> deviceName(DeviceId device, JsonNode json) {
    var sealed = Json.optionalBase64(json, "name");
    var key = self.profileKey();
    if (sealed.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    try {
      return names.openDeviceName(key.get(), session.required().account(), device, sealed.get());
    } catch (UndecryptableException anotherKey) {
      return Optional.empty();
    }
  }
}
