package app.culver.client.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.bouncycastle.crypto.hpke.HPKE;
import org.junit.jupiter.api.Test;

/** The library reproduces the published vectors of RFC 9180 for kem 16, kdf 1, aead 2, base mode. */
class HpkeVectorsTest {
  private final JsonNode vector = Vectors.load("hpke-rfc9180");
  private final HPKE hpke = new HPKE((byte) vector.get("mode").intValue(), vector.get("kem").shortValue(),
      vector.get("kdf").shortValue(), vector.get("aead").shortValue());

  @Test
  void keysAreDerivedFromTheirMaterial() {
    for (var who : new String[]{"E", "R"}) {
      var pair = Hpke.derive(Vectors.hex(vector, "ikm" + who));
      assertThat(hpke.serializePublicKey(pair.getPublic())).isEqualTo(Vectors.hex(vector, "pk" + who + "m"));
      assertThat(hpke.serializePrivateKey(pair.getPrivate())).isEqualTo(Vectors.hex(vector, "sk" + who + "m"));
    }
  }

  @Test
  void theFirstEncryptionIsTheOnePublished() throws Exception {
    var recipient = Hpke.derive(Vectors.hex(vector, "ikmR"));
    var first = vector.get("encryptions").get(0);
    var sealed = Hpke.seal(Hpke.derive(Vectors.hex(vector, "ikmE")), P256PublicKey.parse(Vectors.hex(vector, "pkRm")),
        Vectors.hex(vector, "info"), Vectors.hex(first, "aad"), Vectors.hex(first, "pt"));
    assertThat(Vectors.hex(sealed)).isEqualTo(Vectors.text(vector, "enc") + Vectors.text(first, "ct"));
    assertThat(Hpke.open(recipient, Vectors.hex(vector, "info"), Vectors.hex(first, "aad"), sealed))
        .isEqualTo(Vectors.hex(first, "pt"));
  }

  @Test
  void laterEncryptionsAndExportsAreThosePublished() throws Exception {
    var context = hpke.setupBaseR(Vectors.hex(vector, "enc"), Hpke.derive(Vectors.hex(vector, "ikmR")),
        Vectors.hex(vector, "info"));
    var sender = hpke.setupBaseS(P256PublicKey.parse(Vectors.hex(vector, "pkRm")).point(), Vectors.hex(vector, "info"),
        Hpke.derive(Vectors.hex(vector, "ikmE")));
    var sequence = 0;
    for (var encryption : vector.get("encryptions")) {
      for (; sequence < encryption.get("sequence").intValue(); sequence++) {
        context.open(new byte[0], sender.seal(new byte[0], new byte[0]));
      }
      var sealed = sender.seal(Vectors.hex(encryption, "aad"), Vectors.hex(encryption, "pt"));
      assertThat(sealed).isEqualTo(Vectors.hex(encryption, "ct"));
      assertThat(context.open(Vectors.hex(encryption, "aad"), sealed)).isEqualTo(Vectors.hex(encryption, "pt"));
      sequence++;
    }
    for (var export : vector.get("exports")) {
      assertThat(context.export(Vectors.hex(export, "exporter_context"), export.get("L").intValue()))
          .isEqualTo(Vectors.hex(export, "exported_value"));
    }
  }
}
