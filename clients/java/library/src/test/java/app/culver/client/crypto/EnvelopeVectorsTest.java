package app.culver.client.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class EnvelopeVectorsTest {

  @TestFactory
  Stream<DynamicTest> everyPartOfAnEnvelopeIsReproduced() {
    return Vectors.each(Vectors.load("envelopes").get("vectors"), vector -> {
      var origin = origin(vector.get("origin"));
      var envelope = envelope(vector.get("envelope"));
      var contentKey = Vectors.hex(vector, "contentKey");

      var aad = EnvelopeBytes.aad(origin, envelope.id()).encode();
      assertThat(aad).isEqualTo(Vectors.hex(vector, "aad"));
      var padded = Padding.padContent(Vectors.hex(vector, "content"));
      assertThat(AesGcm.seal(contentKey, envelope.nonce(), aad, padded)).isEqualTo(envelope.ciphertext());

      for (var key : vector.get("sealedKeys")) {
        var recipient = TestDevice.named(Vectors.text(key, "name"));
        var info = EnvelopeBytes.info(origin, envelope.id(), recipient.device()).encode();
        assertThat(info).isEqualTo(Vectors.hex(key, "info"));
        var ephemeral = Hpke.derive(Vectors.hex(key, "ephemeralKeyMaterial"));
        assertThat(Hpke.seal(ephemeral, recipient.keys().sealingKey(), info, new byte[0], contentKey))
            .isEqualTo(Vectors.base64(key, "sealed"));
      }

      var signed = EnvelopeBytes.signed(origin, envelope.id(), envelope.suite(), envelope.nonce(),
          envelope.ciphertext(), envelope.recipients()).encode();
      assertThat(signed).isEqualTo(Vectors.hex(vector, "signed"));
      var sender = TestDevice.named(Vectors.text(vector, "senderDevice"));
      assertThat(P256.verify(sender.keys().signingKey(), signed, envelope.signature())).isTrue();
    });
  }

  @TestFactory
  Stream<DynamicTest> openingEndsAsTheContractSays() {
    return Vectors.each(Vectors.load("opening").get("vectors"), vector -> {
      var sender = TestDevice.named(Vectors.text(vector, "senderDevice"));
      var recipient = TestDevice.named(Vectors.text(vector, "as"));
      var opened = HpkeSuite.open(origin(vector.get("origin")), envelope(vector.get("envelope")),
          sender.keys().signingKey(), recipient.account(), recipient.device(), recipient.keys());

      var expected = vector.get("expected");
      assertThat(outcome(opened)).isEqualTo(Vectors.text(expected, "outcome"));
      if (opened instanceof Opened.Content content) {
        assertThat(content.bytes()).isEqualTo(Vectors.hex(expected, "content"));
      }
    });
  }

  private static String outcome(Opened opened) {
    if (opened instanceof Opened.Content) {
      return "content";
    }
    if (opened instanceof Opened.BadSignature) {
      return "bad-signature";
    }
    if (opened instanceof Opened.NotForThisDevice) {
      return "not-for-this-device";
    }
    return opened instanceof Opened.Malformed ? "malformed" : "unknown-suite";
  }

  static Origin origin(JsonNode json) {
    return new Origin(new ConversationId(Vectors.text(json, "conversation")),
        new AccountId(Vectors.text(json, "account")), new DeviceId(Vectors.text(json, "device")));
  }

  static Envelope envelope(JsonNode json) {
    var recipients = list(json.get("recipients"),
        recipient -> new Envelope.Recipient(new AccountId(Vectors.text(recipient, "account")),
            list(recipient.get("devices"), key -> new Envelope.SealedKey(new DeviceId(Vectors.text(key, "device")),
                Vectors.base64(key, "sealed")))));
    return new Envelope(new MessageId(Vectors.text(json, "id")), Vectors.text(json, "suite"),
        Vectors.base64(json, "nonce"), Vectors.base64(json, "ciphertext"), recipients,
        Vectors.base64(json, "signature"));
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
    return StreamSupport.stream(array.spliterator(), false).map(element).toList();
  }
}
