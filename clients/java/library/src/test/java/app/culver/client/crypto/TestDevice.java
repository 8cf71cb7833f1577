package app.culver.client.crypto;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The devices of {@code contract/vectors/devices.json} by name. */
record TestDevice(AccountId account, DeviceId device, DeviceKeys keys) {
  private static final Map<String, TestDevice> ALL = StreamSupport
      .stream(Vectors.load("devices").get("devices").spliterator(), false)
      .collect(Collectors.toMap(vector -> Vectors.text(vector, "name"),
          vector -> new TestDevice(new AccountId(Vectors.text(vector, "account")),
              new DeviceId(Vectors.text(vector, "device")),
              DeviceKeys.of(Vectors.hex(vector, "signingPrivateKey"), Vectors.hex(vector, "sealingPrivateKey")))));

  static TestDevice named(String name) {
    return ALL.get(name);
  }

  RecipientDevice recipient() {
    return new RecipientDevice(account, device, keys.sealingKey());
  }
}
