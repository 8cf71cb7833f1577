package app.culver.aws.dynamo;

import app.culver.core.device.ConnectionId;
import app.culver.core.device.Device;
import app.culver.core.device.Presence;
import app.culver.core.device.Push;
import app.culver.core.device.PushProvider;
import app.culver.core.device.PushTarget;
import app.culver.core.device.PushToken;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.SessionId;
import app.culver.core.session.NewDevice;
import app.culver.core.signature.SealingKey;
import app.culver.core.signature.SigningKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A device as an item. */
final class DeviceItem {

  private DeviceItem() {}

  /** The device; empty if there is no item, or it has expired. */
  static Optional<Device> read(Map<String, AttributeValue> item, Instant now) {
    if (item.isEmpty() || !Values.seconds(item, AccountsTable.EXPIRES).isAfter(now)) {
      return Optional.empty();
    }
    return Optional.of(new Device(new AccountId(Values.text(item, AccountsTable.ACCOUNT)),
        new DeviceId(Values.text(item, AccountsTable.ITEM).substring(AccountsTable.DEVICE_PREFIX.length())),
        new SigningKey(Values.bytes(item, AccountsTable.SIGNING_KEY)),
        new SealingKey(Values.bytes(item, AccountsTable.SEALING_KEY)),
        Values.optionalBytes(item, AccountsTable.NAME), Values.millis(item, AccountsTable.ADDED_AT),
        Values.optionalText(item, AccountsTable.SESSION).map(SessionId::new),
        Values.seconds(item, AccountsTable.EXPIRES), presence(item), push(item)));
  }

  /** The socket that an item of a device names, expired or not. */
  static Optional<Presence> presence(Map<String, AttributeValue> item) {
    return Values.optionalText(item, AccountsTable.CONNECTION)
        .map(connection -> new Presence(new ConnectionId(connection), Values.millis(item, AccountsTable.CONNECTED_AT)));
  }

  /** A provider that only a newer version knows is none. */
  private static Optional<Push> push(Map<String, AttributeValue> item) {
    return Values.optionalText(item, AccountsTable.PUSH_PROVIDER)
        .flatMap(
            name -> Stream.of(PushProvider.values()).filter(provider -> provider(provider).equals(name)).findFirst())
        .map(provider -> new Push(
            new PushTarget(provider, new PushToken(Values.text(item, AccountsTable.PUSH_TOKEN))),
            timeOrEpoch(item, AccountsTable.PUSHED_UP_TO), positions(item), timeOrEpoch(item, AccountsTable.PUSHING)));
  }

  private static Map<ConversationId, Long> positions(Map<String, AttributeValue> item) {
    return item.containsKey(AccountsTable.PUSHED_FOR)
        ? item.get(AccountsTable.PUSHED_FOR).m().entrySet().stream()
            .collect(Collectors.toMap(each -> new ConversationId(each.getKey()),
                each -> Long.parseLong(each.getValue().n())))
        : Map.of();
  }

  /** The provider as it is stored. */
  static String provider(PushProvider provider) {
    return provider.name().toLowerCase(Locale.ROOT);
  }

  private static Instant timeOrEpoch(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? Values.millis(item, name) : Instant.EPOCH;
  }

  static Map<String, AttributeValue> write(NewDevice device) {
    Map<String, AttributeValue> item = new HashMap<>(AccountsTable.key(device.account(), device.id()));
    item.put(AccountsTable.SIGNING_KEY, Values.of(device.signingKey().bytes()));
    item.put(AccountsTable.SEALING_KEY, Values.of(device.sealingKey().bytes()));
    item.put(AccountsTable.ADDED_AT, Values.millis(device.session().startedAt()));
    item.put(AccountsTable.SESSION, Values.of(device.session().id()));
    item.put(AccountsTable.SESSION_STARTED_AT, Values.millis(device.session().startedAt()));
    item.put(AccountsTable.SUCCESSOR, Values.of(device.session().successor()));
    item.put(AccountsTable.EXPIRES, Values.seconds(device.session().expires()));
    return item;
  }
}
