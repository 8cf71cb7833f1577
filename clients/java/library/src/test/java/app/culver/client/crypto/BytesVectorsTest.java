package app.culver.client.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.culver.client.identifier.AccountId;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BytesVectorsTest {

  @TestFactory
  Stream<DynamicTest> devicesHaveTheKeysThatTheirMaterialDetermines() {
    return Vectors.each(Vectors.load("devices").get("devices"), vector -> {
      for (var kind : new String[]{"signing", "sealing"}) {
        var derived = Hpke.derive(Vectors.hex(vector, kind + "KeyMaterial"));
        var number = ((ECPrivateKeyParameters) derived.getPrivate()).getD();
        assertThat(BigIntegers.asUnsignedByteArray(32, number)).isEqualTo(Vectors.hex(vector, kind + "PrivateKey"));
      }
      var keys = TestDevice.named(Vectors.text(vector, "name")).keys();
      assertThat(keys.signingKey().base64()).isEqualTo(Vectors.text(vector, "signingKey"));
      assertThat(keys.sealingKey().base64()).isEqualTo(Vectors.text(vector, "sealingKey"));
    });
  }

  @TestFactory
  Stream<DynamicTest> fieldsAreLengthPrefixed() {
    return Vectors.each(Vectors.load("fields").get("vectors"), vector -> {
      var fields = Fields.of(Vectors.text(vector, "domain"));
      vector.get("fields").forEach(field -> append(fields, field));
      assertThat(fields.encode()).isEqualTo(Vectors.hex(vector, "encoded"));
    });
  }

  private static void append(Fields fields, JsonNode field) {
    switch (field.fieldNames().next()) {
      case "text" -> fields.text(Vectors.text(field, "text"));
      case "id" -> fields.id(new AccountId(Vectors.text(field, "id")));
      case "integer" -> fields.integer(field.get("integer").longValue());
      default -> fields.bytes(Vectors.hex(field, "bytes"));
    }
  }

  @TestFactory
  Stream<DynamicTest> contentIsPaddedAndUnpadded() {
    return Vectors.each(Vectors.load("padding").get("content"), vector -> {
      assertThat(Padding.padContent(Vectors.hex(vector, "content"))).isEqualTo(Vectors.hex(vector, "padded"));
      assertThat(Padding.unpadContent(Vectors.hex(vector, "padded"))).isEqualTo(Vectors.hex(vector, "content"));
    });
  }

  @Test
  void paddedSizesAreThoseOfTheContract() throws Exception {
    var vectors = Vectors.load("padding");
    for (var vector : vectors.get("sizes")) {
      var content = new byte[vector.get("content").intValue()];
      var padded = Padding.padContent(content);
      assertThat(padded).hasSize(vector.get("padded").intValue());
      assertThat(Padding.unpadContent(padded)).isEqualTo(content);
    }
    for (var vector : vectors.get("multiples")) {
      var padded = Padding.padToMultiple(new byte[vector.get("content").intValue()], vector.get("multiple").intValue());
      assertThat(padded).hasSize(vector.get("padded").intValue());
    }
    assertThat(HpkeSuite.MAX_CONTENT_BYTES).isEqualTo(vectors.get("maxContent").intValue());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Padding.padContent(new byte[HpkeSuite.MAX_CONTENT_BYTES + 1]));
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotPaddedIsRefused() {
    return Vectors.each(Vectors.load("padding").get("refused"),
        vector -> assertThatThrownBy(() -> Padding.unpadContent(Vectors.hex(vector, "padded")))
            .isInstanceOf(UndecryptableException.class));
  }

  @TestFactory
  Stream<DynamicTest> onlyPointsOnTheCurveArePublicKeys() {
    return Vectors.each(Vectors.load("public-keys").get("vectors"), vector -> {
      var bytes = Vectors.hex(vector, "key");
      if (vector.get("valid").booleanValue()) {
        assertThat(P256PublicKey.parse(bytes).bytes()).isEqualTo(bytes);
      } else {
        assertThatIllegalArgumentException().isThrownBy(() -> P256PublicKey.parse(bytes));
      }
    });
  }
}
