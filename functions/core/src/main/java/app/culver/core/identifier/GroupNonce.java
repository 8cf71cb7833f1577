package app.culver.core.identifier;

/** What tells the groups of one creator apart, chosen by the creating client: 16 random bytes. */
public record GroupNonce(String value) implements Identifier {

  /** @throws IllegalArgumentException if the value is not a written identifier */
  public GroupNonce {
    Identifier.check(value);
  }

  /** The identifier with these 16 bytes. */
  public static GroupNonce of(byte[] bytes) {
    return new GroupNonce(Identifier.write(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}
