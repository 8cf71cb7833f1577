package app.culver.client.people;

import app.culver.client.crypto.ProfileKey;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.store.Batch;
import app.culver.client.store.Store;
import app.culver.client.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is stored of the profile's own account. It stays when the session ends. */
public final class Self {
  private static final String KEY = "self";

  private final Store store;

  public Self(Store store) {
    this.store = store;
  }

  /** Whose profile this is; empty before the first sign-in. */
  public Optional<AccountId> account() {
    return Json.optionalText(json(), "account").map(AccountId::new);
  }

  /** The device that this profile was last; empty before the first sign-in. */
  public Optional<DeviceId> device() {
    return Json.optionalText(json(), "device").map(DeviceId::new);
  }

  public void signedIn(AccountId account, DeviceId device, Batch batch) {
    batch.put(KEY, json().put("account", account.value()).put("device", device.value()));
  }

  /** What the account's names are encrypted under; empty while no other device has told it. */
  public Optional<ProfileKey> profileKey() {
    return Json.optionalBase64(json(), "profileKey").map(ProfileKey::new);
  }

  /** Takes over a key. @return whether it is a new one: later than the one that is there, and another */
  public boolean adopt(ProfileKey key, Instant time) {
    var json = json();
    var known = profileKey();
    if (known.isPresent() && (known.get().equals(key) || json.path("profileKeyTime").asLong() > time.toEpochMilli())) {
      return false;
    }
    store.write(new Batch()
        .put(KEY, json.put("profileKey", Json.base64(key.expose())).put("profileKeyTime", time.toEpochMilli())));
    return true;
  }

  /** When this device last changed the name or picture; empty if it never did. */
  public Optional<Instant> profileChanged() {
    return Json.has(json(), "profileChanged")
        ? Optional.of(Instant.ofEpochMilli(json().path("profileChanged").asLong()))
        : Optional.empty();
  }

  /** Whoever is written to from now on is told the key anew, and looks. */
  void changedProfile(Instant time) {
    store.write(new Batch().put(KEY, json().put("profileChanged", time.toEpochMilli())));
  }

  /** The name that this device is to get as soon as the key is known. */
  public Optional<String> wantedDeviceName() {
    return Json.optionalText(json(), "deviceName");
  }

  public void wantDeviceName(Optional<String> name) {
    var json = json();
    json.remove("deviceName");
    name.ifPresent(value -> json.put("deviceName", value));
    store.write(new Batch().put(KEY, json));
  }

  /** The account's other devices of which it was decided whether they are to be told what this one knows. */
  public List<DeviceId> judged() {
    var json = json();
    return Json.has(json, "judged") ? Json.list(json, "judged", id -> Json.id(id, DeviceId::new)) : List.of();
  }

  /** @param devices those that there are now */
  public void judge(List<DeviceId> devices, Batch batch) {
    var json = json();
    var array = json.putArray("judged");
    devices.forEach(device -> array.add(device.value()));
    batch.put(KEY, json);
  }

  /** Whether others learn what was read. */
  public boolean sendsReadReceipts() {
    return json().path("readReceipts").asBoolean(true);
  }

  public void sendReadReceipts(boolean on) {
    store.write(new Batch().put(KEY, json().put("readReceipts", on)));
  }

  /** Whether others learn that one is typing. */
  public boolean sendsTyping() {
    return json().path("typing").asBoolean(true);
  }

  public void sendTyping(boolean on) {
    store.write(new Batch().put(KEY, json().put("typing", on)));
  }

  private ObjectNode json() {
    return store.get(KEY).orElseGet(Json::object);
  }
}
