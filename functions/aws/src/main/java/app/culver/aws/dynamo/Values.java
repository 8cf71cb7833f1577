package app.culver.aws.dynamo;

import app.culver.core.Bytes;
import app.culver.core.identifier.Identifier;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values as DynamoDB has them. */
final class Values {

  private Values() {}

  static AttributeValue of(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue of(Identifier value) {
    return AttributeValue.fromS(value.value());
  }

  static AttributeValue of(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static AttributeValue of(Bytes value) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(value.toArray()));
  }

  /** The 16 bytes, which are six less than the text. */
  static AttributeValue binary(Identifier value) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(value.bytes()));
  }

  /** To the millisecond. */
  static AttributeValue millis(Instant value) {
    return of(value.toEpochMilli());
  }

  /** To the second, as TTL wants it. */
  static AttributeValue seconds(Instant value) {
    return of(value.getEpochSecond());
  }

  static String text(Map<String, AttributeValue> item, String name) {
    return item.get(name).s();
  }

  static Optional<String> optionalText(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
  }

  static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(item.get(name).n());
  }

  static Optional<Long> optionalNumber(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name)).map(value -> Long.parseLong(value.n()));
  }

  static Bytes bytes(Map<String, AttributeValue> item, String name) {
    return Bytes.of(item.get(name).b().asByteArrayUnsafe());
  }

  static Optional<Bytes> optionalBytes(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? Optional.of(bytes(item, name)) : Optional.empty();
  }

  static Instant millis(Map<String, AttributeValue> item, String name) {
    return Instant.ofEpochMilli(number(item, name));
  }

  static Instant seconds(Map<String, AttributeValue> item, String name) {
    return Instant.ofEpochSecond(number(item, name));
  }

  /**
   * Aliases {@code #name} for attributes: many plain words are
   * <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html">reserved</a>.
   */
  static Map<String, String> names(String... names) {
    return Stream.of(names).collect(Collectors.toMap(name -> "#" + name, name -> name));
  }

  /** These names, and those of {@link #names}. */
  static Map<String, String> and(Map<String, String> these, String... names) {
    Map<String, String> all = new HashMap<>(these);
    all.putAll(names(names));
    return Map.copyOf(all);
  }
}
