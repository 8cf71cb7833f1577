package app.culver.acceptance.support;

import app.culver.client.crypto.DeviceKeys;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.Identifier;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;

/** What makes a group's id and what devices sign when they change members: written once more, from the contract. */
public final class Changes {
  private final ByteArrayOutputStream fields = new ByteArrayOutputStream();

  private Changes(String domain) {
    text(domain);
  }

  /** The identifier of the creator's group of this nonce. */
  public static ConversationId group(AccountId creator, String nonce) {
    try {
      var hash = MessageDigest.getInstance("SHA-256")
          .digest(new Changes("culver group v1").id(creator.value()).id(nonce).fields.toByteArray());
      return ConversationId.of(Arrays.copyOf(hash, Identifier.BYTES));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The device's signature over a change, in which the accounts are in order, as it stands on the wire. */
  public static String sign(DeviceKeys keys, ConversationId conversation, long after, JsonNode change) {
    var signed = new Changes("culver membership v1").id(conversation.value()).integer(after)
        .text(change.path("type").asText());
    if (change.has("kind")) {
      signed.text(change.path("kind").asText());
    }
    change.path("members").forEach(signed::member);
    change.path("accounts").forEach(signed::member);
    if (change.has("account")) {
      signed.member(change);
    }
    return Base64.getEncoder().encodeToString(sign(keys, signed.fields.toByteArray()));
  }

  /** The change with its accounts in the text order of their ids. */
  public static ObjectNode inOrder(ObjectNode change) {
    for (var list : new String[]{"members", "accounts"}) {
      if (change.get(list) instanceof ArrayNode items) {
        var sorted = new ArrayList<JsonNode>();
        items.forEach(sorted::add);
        sorted.sort(Comparator.comparing(Changes::account));
        items.removeAll().addAll(sorted);
      }
    }
    return change;
  }

  private static String account(JsonNode item) {
    return item.isTextual() ? item.textValue() : item.path("account").asText();
  }

  private void member(JsonNode item) {
    id(account(item));
    if (item.has("role")) {
      text(item.path("role").asText());
    }
  }

  private Changes text(String text) {
    return field(text.getBytes(StandardCharsets.UTF_8));
  }

  private Changes id(String identifier) {
    return field(Base64.getUrlDecoder().decode(identifier));
  }

  private Changes integer(long value) {
    return field(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  private Changes field(byte[] bytes) {
    fields.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    fields.writeBytes(bytes);
    return this;
  }

  private static byte[] sign(DeviceKeys keys, byte[] message) {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      var signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(
          new BigInteger(1, KeyMaterial.signing(keys)), parameters.getParameterSpec(ECParameterSpec.class))));
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
