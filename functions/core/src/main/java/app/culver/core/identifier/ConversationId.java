package app.culver.core.identifier;

/** Names a conversation. */
public record ConversationId(String value) implements Identifier {
  /** @throws IllegalArgumentException if the value is not a written identifier */
  public ConversationId {
    Identifier.check(value);
  }

  /** The identifier with these 16 bytes. */
  public static ConversationId of(byte[] bytes) {
    return new ConversationId(Identifier.write(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}
