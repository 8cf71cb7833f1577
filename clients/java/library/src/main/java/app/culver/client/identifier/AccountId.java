package app.culver.client.identifier;

/** Names a person's account. */
public record AccountId(String value) implements Identifier, Comparable<AccountId> {
  /** @throws IllegalArgumentException if the value is not a written identifier */
  public AccountId {
    Identifier.check(value);
  }

  /** The identifier with these 16 bytes. */
  public static AccountId of(byte[] bytes) {
    return new AccountId(Identifier.write(bytes));
  }

  /** By the written form, as everything that is signed is ordered. */
  @Override
  public int compareTo(AccountId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
