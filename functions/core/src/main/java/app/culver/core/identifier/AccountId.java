package app.culver.core.identifier;

/** Names a person's account. */
public record AccountId(String value) implements Identifier {
  /** @throws IllegalArgumentException if the value is not a written identifier */
  public AccountId {
    Identifier.check(value);
  }

  /** The identifier with these 16 bytes. */
  public static AccountId of(byte[] bytes) {
    return new AccountId(Identifier.write(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}
