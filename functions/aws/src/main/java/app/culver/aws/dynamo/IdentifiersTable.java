package app.culver.aws.dynamo;

import app.culver.core.account.Handle;
import app.culver.core.account.PhoneMac;
import app.culver.core.identifier.AccountId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The names and actions of the table of what accounts are found by. */
final class IdentifiersTable {
  static final String IDENTIFIER = "identifier";
  static final String ACCOUNT = "account";

  private IdentifiersTable() {}

  static String phone(PhoneMac phone) {
    return "phone#" + phone.value();
  }

  static String handle(Handle handle) {
    return "handle#" + handle.value();
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
