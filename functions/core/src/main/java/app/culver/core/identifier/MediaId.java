package app.culver.core.identifier;

/** Names a file in the store of its conversation, chosen by the sending device. */
public record MediaId(String value) implements Identifier {
  /** @throws IllegalArgumentException if the value is not a written identifier */
  public MediaId {
    Identifier.check(value);
  }

  /** The identifier with these 16 bytes. */
  public static MediaId of(byte[] bytes) {
    return new MediaId(Identifier.write(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}
