package app.culver.client.identifier;

/** Names a message, uniquely among those of its sending device. */
public record MessageId(String value) implements Identifier, Comparable<MessageId> {
  /** @throws IllegalArgumentException if the value is not a written identifier */
  public MessageId {
    Identifier.check(value);
  }

  /** The identifier with these 16 bytes. */
  public static MessageId of(byte[] bytes) {
    return new MessageId(Identifier.write(bytes));
  }

  /** By the written form, as everything that is signed is ordered. */
  @Override
  public int compareTo(MessageId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
