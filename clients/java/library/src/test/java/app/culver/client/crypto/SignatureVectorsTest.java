package app.culver.client.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.wire.ChangeJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SignatureVectorsTest {

  @TestFactory
  Stream<DynamicTest> onlyTheCreatorsSignatureOverTheseMembersVerifies() {
    return Vectors.each(Vectors.load("memberships").get("vectors"), vector -> {
      var signer = TestDevice.named(Vectors.text(vector, "signerDevice")).keys();
      var conversation = new ConversationId(Vectors.text(vector, "conversation"));
      var members = members(vector);
      var valid = vector.get("valid").booleanValue();
      assertThat(DirectConversation.verifyCreation(signer.signingKey(), conversation, members,
          Vectors.base64(vector, "signature"))).isEqualTo(valid);
      if (valid) {
        assertThat(DirectConversation.id(members.get(members.size() - 1), members.get(0))).isEqualTo(conversation);
        var signature = DirectConversation.signCreation(signer, conversation, members);
        assertThat(P256.verify(signer.signingKey(), Vectors.hex(vector, "signed"), signature)).isTrue();
      }
    });
  }

  private static List<AccountId> members(JsonNode vector) {
    return StreamSupport.stream(vector.get("members").spliterator(), false)
        .map(member -> new AccountId(member.textValue())).toList();
  }

  @TestFactory
  Stream<DynamicTest> theIdOfAGroupIsItsCreators() {
    return Vectors.each(Vectors.load("memberships").get("groups"), vector -> assertThat(
        GroupConversation.id(new AccountId(Vectors.text(vector, "creator")),
            Base64.getUrlDecoder().decode(Vectors.text(vector, "nonce"))).value())
        .isEqualTo(Vectors.text(vector, "conversation")));
  }

  @TestFactory
  Stream<DynamicTest> onlyTheActingDevicesSignatureOverThisChangeVerifies() {
    return Vectors.each(Vectors.load("memberships").get("changes"), vector -> {
      var signer = TestDevice.named(Vectors.text(vector, "signerDevice")).keys();
      var group = new ConversationId(Vectors.text(vector, "conversation"));
      var after = vector.get("after").longValue();
      var change = ChangeJson.known(vector.get("change"));
      var valid = vector.get("valid").booleanValue();
      assertThat(GroupConversation.verify(signer.signingKey(), group, after, change,
          Vectors.base64(vector, "signature"))).isEqualTo(valid);
      if (valid) {
        var signature = GroupConversation.sign(signer, group, after, change);
        assertThat(P256.verify(signer.signingKey(), Vectors.hex(vector, "signed"), signature)).isTrue();
      }
    });
  }

  @Test
  void proofsAreMadeOverTheBytesOfTheContract() {
    var vectors = Vectors.load("proofs");
    var signIn = vectors.get("signIn");
    var keys = TestDevice.named(Vectors.text(signIn, "device")).keys();
    holds(signIn, keys, Proofs.signIn(keys, Vectors.text(signIn, "audience"), Vectors.text(signIn, "idToken")));
    var refresh = vectors.get("refresh");
    holds(refresh, keys,
        Proofs.refresh(keys, Vectors.text(refresh, "audience"), Vectors.text(refresh, "refreshToken")));
  }

  private static void holds(JsonNode vector, DeviceKeys keys, byte[] proof) {
    assertThat(P256.verify(keys.signingKey(), Vectors.hex(vector, "signed"), proof)).isTrue();
    assertThat(P256.verify(keys.signingKey(), Vectors.hex(vector, "signed"), Vectors.base64(vector, "signature")))
        .isTrue();
  }
}
