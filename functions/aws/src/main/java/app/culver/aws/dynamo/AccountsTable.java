package app.culver.aws.dynamo;

import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.DeviceId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The names of the table of accounts and their devices. */
final class AccountsTable {
  static final String ACCOUNT = "account";
  static final String ITEM = "item";

  static final String HANDLE = "handle";
  static final String PROFILE = "profile";
  static final String PHONE = "phone";
  static final String CREATED_AT = "createdAt";
  static final String DEVICE_VERSION = "deviceVersion";
  static final String REMOVED_AT = "removedAt";

  static final String SIGNING_KEY = "signingKey";
  static final String SEALING_KEY = "sealingKey";
  static final String NAME = "name";
  static final String ADDED_AT = "addedAt";
  static final String SESSION = "session";
  static final String SESSION_STARTED_AT = "sessionStartedAt";
  static final String PRESENTED = "presented";
  static final String SUCCESSOR = "successor";
  static final String EXPIRES = "expires";
  static final String CONNECTION = "connection";
  static final String CONNECTED_AT = "connectedAt";
  static final String PUSH_PROVIDER = "pushProvider";
  static final String PUSH_TOKEN = "pushToken";
  static final String PUSHED_UP_TO = "pushedUpTo";
  static final String PUSHED_FOR = "pushedFor";
  static final String PUSHING = "pushing";

  static final String ACCOUNT_ITEM = "account";
  static final String DEVICE_PREFIX = "device#";

  private AccountsTable() {}

  /** The key of an account's own item. */
  static Map<String, AttributeValue> key(AccountId account) {
    return Map.of(ACCOUNT, Values.of(account), ITEM, Values.of(ACCOUNT_ITEM));
  }

  /** The key of a device. */
  static Map<String, AttributeValue> key(AccountId account, DeviceId device) {
    return Map.of(ACCOUNT, Values.of(account), ITEM, Values.of(DEVICE_PREFIX + device.value()));
  }
}
