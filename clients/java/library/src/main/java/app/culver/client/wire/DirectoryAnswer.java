package app.culver.client.wire;

import app.culver.client.crypto.P256PublicKey;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The current devices of some accounts. An account that does not exist is missing. */
public record DirectoryAnswer(List<Account> accounts) {

  /** The devices of one account, each once. */
  public record Account(AccountId account, List<ListedDevice> devices) {
    public Account {
      if (devices.stream().map(ListedDevice::device).distinct().count() != devices.size()) {
        throw new MalformedException("a device is listed twice");
      }
    }
  }

  /** A device and its public keys, which are points of the curve. */
  public record ListedDevice(DeviceId device, P256PublicKey signingKey, P256PublicKey sealingKey, Instant addedAt) {

    public static ListedDevice read(JsonNode json) {
      return new ListedDevice(Json.as(json, "device", DeviceId::new),
          Json.as(json, "signingKey", P256PublicKey::parse), Json.as(json, "sealingKey", P256PublicKey::parse),
          Json.time(json, "addedAt"));
    }

    public ObjectNode write() {
      return Json.object().put("device", device.value()).put("signingKey", signingKey.base64())
          .put("sealingKey", sealingKey.base64()).put("addedAt", addedAt.toEpochMilli());
    }
  }

  /** The request for 1 to 100 accounts. */
  public static ObjectNode request(Collection<AccountId> accounts) {
    var json = Json.object();
    var array = json.putArray("accounts");
    accounts.forEach(account -> array.add(account.value()));
    return json;
  }

  public static DirectoryAnswer read(JsonNode json) {
    return new DirectoryAnswer(Json.list(json, "accounts", account -> new Account(
        Json.as(account, "account", AccountId::new), Json.list(account, "devices", ListedDevice::read))));
  }
}
