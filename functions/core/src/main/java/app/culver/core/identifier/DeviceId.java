package app.culver.core.identifier;

/** Names one device of an account, unique across accounts. */
public record DeviceId(String value) implements Identifier {
  /** @throws IllegalArgumentException if the value is not a written identifier */
  public DeviceId {
    Identifier.check(value);
  }

  /** The identifier with these 16 bytes. */
  public static DeviceId of(byte[] bytes) {
    return new DeviceId(Identifier.write(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}
