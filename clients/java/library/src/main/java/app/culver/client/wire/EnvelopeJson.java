package app.culver.client.wire;

import app.culver.client.crypto.Envelope;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes and reads envelopes. */
public final class EnvelopeJson {
  private EnvelopeJson() {}

  public static ObjectNode write(Envelope envelope) {
    var json = Json.object().put("id", envelope.id().value()).put("suite", envelope.suite())
        .put("nonce", Json.base64(envelope.nonce())).put("ciphertext", Json.base64(envelope.ciphertext()));
    var recipients = json.putArray("recipients");
    for (var recipient : envelope.recipients()) {
      var devices = recipients.addObject().put("account", recipient.account().value()).putArray("devices");
      for (var key : recipient.devices()) {
        devices.addObject().put("device", key.device().value()).put("sealed", Json.base64(key.sealed()));
      }
    }
    return json.put("signature", Json.base64(envelope.signature()));
  }

  /** @throws MalformedException if something is missing; sizes and order are the suite's to check */
  public static Envelope read(JsonNode json) {
    return new Envelope(Json.as(json, "id", MessageId::new), Json.text(json, "suite"), Json.base64(json, "nonce"),
        Json.base64(json, "ciphertext"), Json.list(json, "recipients", EnvelopeJson::recipient),
        Json.base64(json, "signature"));
  }

  private static Envelope.Recipient recipient(JsonNode json) {
    return new Envelope.Recipient(Json.as(json, "account", AccountId::new), Json.list(json, "devices",
        key -> new Envelope.SealedKey(Json.as(key, "device", DeviceId::new), Json.base64(key, "sealed"))));
  }
}
