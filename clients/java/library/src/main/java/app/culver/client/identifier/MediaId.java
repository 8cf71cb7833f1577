package app.culver.client.identifier;

/** Names a file in the store of its conversation. */
public record MediaId(String value) implements Identifier, Comparable<MediaId> {
  /** @throws IllegalArgumentException if the value is not a written identifier */
  public MediaId {
    Identifier.check(value);
  }

  /** The identifier with these 16 bytes. */
  public static MediaId of(byte[] bytes) {
    return new MediaId(Identifier.write(bytes));
  }

  /** By the written form, as everything that is signed is ordered. */
  @Override
  public int compareTo(MediaId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
