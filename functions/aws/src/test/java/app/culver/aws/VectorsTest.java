package app.culver.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import app.culver.core.Bytes;
import app.culver.core.conversation.DirectConversation;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.membership.ConversationKind;
import app.culver.core.membership.MembershipChange.Created;
import app.culver.core.signature.Fields;
import app.culver.core.signature.Signature;
import app.culver.core.signature.SigningKey;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The bytes that both sides compute are those of contract/vectors. */
class VectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  private static Stream<DynamicTest> each(String file, Consumer<JsonNode> test) {
    JsonNode vectors = Story.read("contract/vectors/" + file + ".json").path("vectors");
    assertThat(vectors).isNotEmpty();
    return StreamSupport.stream(vectors.spliterator(), false)
        .map(vector -> dynamicTest(vector.path("name").asText(), () -> test.accept(vector)));
  }

  @TestFactory
  Stream<DynamicTest> fieldsAreEncodedAsTheContractSays() {
    return each("fields", vector -> {
      Fields fields = Fields.of(vector.path("domain").asText());
      for (JsonNode field : vector.path("fields")) {
        String kind = field.fieldNames().next();
        JsonNode value = field.path(kind);
        switch (kind) {
          case "text" -> fields.add(value.asText());
          case "id" -> fields.add(new AccountId(value.asText()));
          case "integer" -> fields.add(value.asLong());
          case "bytes" -> fields.add(Bytes.of(HEX.parseHex(value.asText())));
          default -> throw new AssertionError(kind);
        }
      }
      assertThat(HEX.formatHex(fields.toBytes())).isEqualTo(vector.path("encoded").asText());
    });
  }

  @TestFactory
  Stream<DynamicTest> publicKeysArePointsOnTheCurve() {
    return each("public-keys", vector -> {
      Bytes key = Bytes.of(HEX.parseHex(vector.path("key").asText()));
      boolean valid = true;
      try {
        new SigningKey(key);
      } catch (IllegalArgumentException _) {
        valid = false;
      }
      assertThat(valid).isEqualTo(vector.path("valid").asBoolean());
    });
  }

  @TestFactory
  Stream<DynamicTest> conversationsAreDerivedAndTheirBeginningsVerified() {
    return each("memberships", vector -> {
      List<AccountId> members = new ArrayList<>();
      vector.path("members").forEach(member -> members.add(new AccountId(member.asText())));
      ConversationId id = new ConversationId(vector.path("conversation").asText());
      byte[] signed = new Created(ConversationKind.DIRECT, members).signed(id, 0);
      if (vector.has("signed")) {
        DirectConversation direct = new DirectConversation(members.getLast(), members.getFirst());
        assertThat(direct.id()).isEqualTo(id);
        assertThat(direct.beginning().members()).isEqualTo(members);
        assertThat(HEX.formatHex(signed)).isEqualTo(vector.path("signed").asText());
      }
      assertThat(verifies(vector, signed)).isEqualTo(vector.path("valid").asBoolean());
    });
  }

  private static boolean verifies(JsonNode vector, byte[] signed) {
    try {
      return signingKey(vector.path("signerDevice").asText())
          .verifies(new Signature(Bytes.of(Base64.getDecoder().decode(vector.path("signature").asText()))), signed);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static SigningKey signingKey(String device) {
    for (JsonNode each : Story.read("contract/vectors/devices.json").path("devices")) {
      if (each.path("name").asText().equals(device)) {
        return new SigningKey(Bytes.of(Base64.getDecoder().decode(each.path("signingKey").asText())));
      }
    }
    throw new AssertionError("no device of this name");
  }
}
