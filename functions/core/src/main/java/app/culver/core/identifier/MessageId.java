package app.culver.core.identifier;

/** Names a message, chosen by the sending device and unique within it. */
public record MessageId(String value) implements Identifier {
  /** @throws IllegalArgumentException if the value is not a written identifier */
  public MessageId {
    Identifier.check(value);
  }

  /** The identifier with these 16 bytes. */
  public static MessageId of(byte[] bytes) {
    return new MessageId(Identifier.write(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}
