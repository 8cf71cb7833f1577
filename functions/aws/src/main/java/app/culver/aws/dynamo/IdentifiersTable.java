package app.culver.aws.dynamo;

import app.culver.core.account.Handle;
import app.culver.core.account.PhoneMac;
import app.culver.core.device.PushTarget;
import app.culver.core.identifier.AccountId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The names and actions of the table of what accounts, and devices by their push tokens, are found by. */
final class IdentifiersTable {
  static final String IDENTIFIER = "identifier";
  static final String ACCOUNT = "account";
  static final String DEVICE = "device";
  static final String EXPIRES = "expires";

  private IdentifiersTable() {}

  static String phone(PhoneMac phone) {
    return "phone#" + phone.value();
  }

  static String handle(Handle handle) {
    return "handle#" + handle.value();
  }

  /** By the token's hash, since a key has at most 2,048 bytes, and a token need not stand in two places. */
  static String token(PushTarget target) {
    byte[] text = (DeviceItem.provider(target.provider()) + ":" + target.token().value())
        .getBytes(StandardCharsets.US_ASCII);
    return "token#" + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(text));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, AttributeValue> key(String identifier) {
    return Map.of(IDENTIFIER, Values.of(identifier));
  }

  /** Takes an identifier that is nobody's. */
  static TransactWriteItem claim(String table, String identifier, AccountId account) {
    return TransactWriteItem.builder()
        .put(put -> put.tableName(table)
            .item(Map.of(IDENTIFIER, Values.of(identifier), ACCOUNT, Values.of(account)))
            .conditionExpression("attribute_not_exists(#identifier)")
            .expressionAttributeNames(Values.names(IDENTIFIER)))
        .build();
  }

  /** Frees an identifier that is the account's. */
  static TransactWriteItem release(String table, String identifier, AccountId account) {
    return TransactWriteItem.builder()
        .delete(delete -> delete.tableName(table).key(key(identifier)).conditionExpression("#account = :account")
            .expressionAttributeNames(Values.names(ACCOUNT))
            .expressionAttributeValues(Map.of(":account", Values.of(account))))
        .build();
  }
}
