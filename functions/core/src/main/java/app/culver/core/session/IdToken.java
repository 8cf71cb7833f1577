package app.culver.core.session;

/** An identity provider's token: 1 to 4,096 characters. */
public record IdToken(String value) {
  private static final int LONGEST = 4096;

  /** @throws IllegalArgumentException if it is empty or too long */
  public IdToken {
    if (value == null || value.isEmpty() || value.length() > LONGEST) {
      throw new IllegalArgumentException("must be an identity provider's token: 1 to 4,096 characters");
    }
  }

  /** Not the token: it is a secret. */
  @Override
  public String toString() {
    return "an id token";
  }
}
