package app.culver.client.people;

import app.culver.client.Contact;
import app.culver.client.Picture;
import app.culver.client.crypto.P256PublicKey;
import app.culver.client.crypto.ProfileKey;
import app.culver.client.crypto.SafetyNumber;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.wire.DirectoryAnswer.ListedDevice;
import app.culver.client.wire.Json;
import app.culver.client.wire.MessageContent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is stored of an account.
 *
 * @param verified the safety number that was compared; empty if none was or it changed since
 * @param devices those listed now and those listed once; empty if they were never asked for
 * @param lookedAt when the server was last asked because the key was told
 */
record Person(AccountId account, Optional<String> handle, Optional<ProfileKey> profileKey, Optional<String> name,
    Optional<String> verified, Optional<List<KnownDevice>> devices, Optional<Picture> picture,
    Optional<Instant> lookedAt) {

  /** A device that was listed. @param removed whether it is not any more */
  record KnownDevice(ListedDevice device, boolean removed) {}

  static Person unknown(AccountId account) {
    return new Person(account, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The devices that are listed now. */
  List<ListedDevice> current() {
    return devices.orElse(List.of()).stream().filter(known -> !known.removed()).map(KnownDevice::device).toList();
  }

  /** A device as it was first listed, also one that is not listed any more: its keys never change. */
  Optional<ListedDevice> known(DeviceId device) {
    return devices.orElse(List.of()).stream().map(KnownDevice::device).filter(known -> known.device().equals(device))
        .findFirst();
  }

  Optional<P256PublicKey> signingKey(DeviceId device) {
    return known(device).map(ListedDevice::signingKey);
  }

  SafetyNumber.Person forSafetyNumber() {
    return new SafetyNumber.Person(account, current().stream()
        .map(device -> new SafetyNumber.Device(device.device(), device.signingKey(), device.sealingKey())).toList());
  }

  Contact contact() {
    return new Contact(account, handle, name, verified.isPresent());
  }

  Person withDevices(List<KnownDevice> devices) {
    return new Person(account, handle, profileKey, name, verified, Optional.of(devices), picture, lookedAt);
  }

  Person withVerified(Optional<String> safetyNumber) {
    return new Person(account, handle, profileKey, name, safetyNumber, devices, picture, lookedAt);
  }

  /** The key was told, and is looked after. */
  Person withProfileKey(ProfileKey key, Instant now) {
    return new Person(account, handle, Optional.of(key), name, verified, devices, picture, Optional.of(now));
  }

  /** The key was told by another device of this account, and is still to be looked after. */
  Person withToldKey(ProfileKey key) {
    return new Person(account, handle, Optional.of(key), name, verified, devices, picture, Optional.empty());
  }

  /** The server was asked. */
  Person withLookedAt(Instant now) {
    return new Person(account, handle, profileKey, name, verified, devices, picture, Optional.of(now));
  }

  Person withNames(Optional<String> handle, Optional<String> name) {
    return new Person(account, handle, profileKey, name, verified, devices, picture, lookedAt);
  }

  Person withPicture(Optional<Picture> picture) {
    return new Person(account, handle, profileKey, name, verified, devices, picture, lookedAt);
  }

  ObjectNode write() {
    var json = Json.object();
    picture.ifPresent(value -> json.set("picture", MessageContent.write(value)));
    handle.ifPresent(value -> json.put("handle", value));
    profileKey.ifPresent(key -> json.put("profileKey", Json.base64(key.expose())));
    name.ifPresent(value -> json.put("name", value));
    lookedAt.ifPresent(value -> json.put("lookedAt", value.toEpochMilli()));
    verified.ifPresent(value -> json.put("verified", value));
    devices.ifPresent(list -> {
      var array = json.putArray("devices");
      list.forEach(known -> array.add(known.device().write().put("removed", known.removed())));
    });
    return json;
  }

  static Person read(AccountId account, ObjectNode json) {
    Optional<List<KnownDevice>> devices = Json.has(json, "devices")
        ? Optional.of(Json.list(json, "devices",
            known -> new KnownDevice(ListedDevice.read(known), Json.truth(known, "removed"))))
        : Optional.empty();
    return new Person(account, Json.optionalText(json, "handle"),
        Json.optionalBase64(json, "profileKey").map(ProfileKey::new), Json.optionalText(json, "name"),
        Json.optionalText(json, "verified"), devices,
        Optional.ofNullable(json.get("picture")).map(MessageContent::picture),
        Json.has(json, "lookedAt")
            ? Optional.of(Instant.ofEpochMilli(json.path("lookedAt").asLong()))
            : Optional.empty());
  }
}
