package app.culver.client.identifier;

/** Names a conversation. */
public record ConversationId(String value) implements Identifier, Comparable<ConversationId> {
  /** @throws IllegalArgumentException if the value is not a written identifier */
  public ConversationId {
    Identifier.check(value);
  }

  /** The identifier with these 16 bytes. */
  public static ConversationId of(byte[] bytes) {
    return new ConversationId(Identifier.write(bytes));
  }

  /** By the written form, as everything that is signed is ordered. */
  @Override
  public int compareTo(ConversationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
