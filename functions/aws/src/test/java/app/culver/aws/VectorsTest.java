package app.culver.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import app.culver.aws.json.Json;
import app.culver.core.Bytes;
import app.culver.core.conversation.DirectConversation;
import app.culver.core.conversation.GroupConversation;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.GroupNonce;
import app.culver.core.membership.MembershipChange;
import app.culver.core.membership.MembershipChange.DirectCreated;
import app.culver.core.membership.MembershipChange.GroupCreated;
import app.culver.core.membership.MembershipChange.OfGroup;
import app.culver.core.membership.NewMember;
import app.culver.core.membership.Role;
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
    return each(file, "vectors", test);
  }

  private static Stream<DynamicTest> each(String file, String list, Consumer<JsonNode> test) {
    JsonNode vectors = Story.read("contract/vectors/" + file + ".json").path(list);
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
      byte[] signed = new DirectCreated(members).signed(id, 0);
      if (vector.has("signed")) {
        DirectConversation direct = new DirectConversation(members.getLast(), members.getFirst());
        assertThat(direct.id()).isEqualTo(id);
        assertThat(direct.beginning().accounts()).isEqualTo(members);
        assertThat(HEX.formatHex(signed)).isEqualTo(vector.path("signed").asText());
      }
      assertThat(verifies(vector, signed)).isEqualTo(vector.path("valid").asBoolean());
    });
  }

  @TestFactory
  Stream<DynamicTest> groupsAreDerivedFromTheirCreatorAndNonce() {
    return each("memberships", "groups", vector -> assertThat(
        new GroupConversation(new AccountId(vector.path("creator").asText()),
            new GroupNonce(vector.path("nonce").asText()))
            .id())
        .isEqualTo(new ConversationId(vector.path("conversation").asText())));
  }

  @TestFactory
  Stream<DynamicTest> changesOfGroupsAreVerified() {
    return each("memberships", "changes", vector -> {
      byte[] signed = change(vector.path("change")).signed(new ConversationId(vector.path("conversation").asText()),
          vector.path("after").asLong());
      if (vector.has("signed")) {
        assertThat(HEX.formatHex(signed)).isEqualTo(vector.path("signed").asText());
      }
      assertThat(verifies(vector, signed)).isEqualTo(vector.path("valid").asBoolean());
    });
  }

  private record Holder(OfGroup change) {}

  private static MembershipChange change(JsonNode change) {
    if (!change.path("type").asText().equals("created")) {
      return Json.bind(Json.newObject().set("change", change), Holder.class).change();
    }
    List<NewMember> members = new ArrayList<>();
    change.path("members").forEach(member -> members.add(
        new NewMember(new AccountId(member.path("account").asText()), Role.of(member.path("role").asText()))));
    return new GroupCreated(members);
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
