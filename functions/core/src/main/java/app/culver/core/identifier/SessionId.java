package app.culver.core.identifier;

/** Names one signed-in period of a device. */
public record SessionId(String value) implements Identifier {
  /** @throws IllegalArgumentException if the value is not a written identifier */
  public SessionId {
    Identifier.check(value);
  }

  /** The identifier with these 16 bytes. */
  public static SessionId of(byte[] bytes) {
    return new SessionId(Identifier.write(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}
