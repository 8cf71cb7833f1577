package app.culver.client.identifier;

/** Names one device of an account. */
public record DeviceId(String value) implements Identifier, Comparable<DeviceId> {
  /** @throws IllegalArgumentException if the value is not a written identifier */
  public DeviceId {
    Identifier.check(value);
  }

  /** The identifier with these 16 bytes. */
  public static DeviceId of(byte[] bytes) {
    return new DeviceId(Identifier.write(bytes));
  }

  /** By the written form, as everything that is signed is ordered. */
  @Override
  public int compareTo(DeviceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
