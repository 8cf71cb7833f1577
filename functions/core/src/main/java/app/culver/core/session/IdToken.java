package app.culver.core.session;

import java.util.regex.Pattern;

/** An identity provider's token: a JSON Web Token of at most 4,096 characters. */
public record IdToken(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1,4096}");

  /** @throws IllegalArgumentException if the value has another form */
  public IdToken {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "must be the identity provider's token: 1 to 4,096 characters of base64url and dots");
    }
  }

  /** Not the token: it is a secret. */
  @Override
  public String toString() {
    return "an id token";
  }
}
